package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes bindings. */
@Command(
        name = "delete",
        description =
                "Has them go there no more. The same words as those that made the binding, for it is known by them.",
        footer = "  warren bindings delete events emails --key 'users.#' --yes")
public final class DeleteBinding extends BindingCommand {

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        confirmation.demand("this unbinds " + describe());
        editor.unbind(bindings());
        say("no longer bound: " + describe());
    }
}
