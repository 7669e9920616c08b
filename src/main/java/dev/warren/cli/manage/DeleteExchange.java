package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes an exchange. */
@Command(
        name = "delete",
        description = "Deletes an exchange. One that something is bound to is only deleted with --force.",
        footer = "  warren exchanges delete events --yes")
public final class DeleteExchange extends ExchangeCommand {

    @Option(names = "--force", description = "Though queues or exchanges are bound to it: the bindings go as well.")
    private boolean force;

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        refuseWarrensOwn();
        confirmation.demand("this deletes exchange " + exchange() + (force ? " and what is bound to it" : ""));
        editor.deleteExchange(exchange(), force);
        say("exchange " + exchange() + " is deleted");
    }
}
