package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Empties a queue. */
@Command(
        name = "purge",
        description = "Removes all tasks that wait in a queue, for good. Those that run, and delayed ones, stay.",
        footer = "  warren queues purge emails --yes")
public final class PurgeQueue extends QueueCommand {

    @Mixin
    private Confirmation confirmation;

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        confirmation.demand("this removes all " + found(editor).ready() + " tasks that wait in queue " + queue());
        say(editor.purge(queue()) + " tasks were removed from queue " + queue());
    }
}
