package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyEditor.Found;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Words;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Stops the consumption of a queue. */
@Command(
        name = "pause",
        description =
                "Has all workers of a queue start no more of its tasks, until it is resumed. Tasks that run are let to end;"
                        + " tasks are taken in as before, and wait. It lasts when workers or the broker are restarted.",
        footer = "  warren queues pause emails")
public final class PauseQueue extends QueueCommand {

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        Found found = found(editor);
        editor.pause(queue());
        say("queue " + queue() + " is paused; " + Words.count(found.consumers(), "consumer")
                + ": what is a worker of Warren stops within seconds");
    }
}
