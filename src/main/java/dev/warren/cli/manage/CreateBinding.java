package dev.warren.cli.manage;

import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Binds a queue or an exchange to an exchange. */
@Command(
        name = "create",
        description = "Has messages of an exchange go to a queue, or to another exchange. Repeating changes nothing.",
        footer = {
            "  warren bindings create events emails --key 'orders.*.created' --key 'users.#'",
            "  warren bindings create documents invoices -H kind=invoice -H tenant=acme --match any",
            "  warren bindings create events audit --to-exchange --key '#'"
        })
public final class CreateBinding extends BindingCommand {

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings) throws TopologyException, IOException {
        for (Binding binding : bindings()) {
            editor.bind(binding);
        }
        say("bound " + describe());
    }
}
