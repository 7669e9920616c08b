package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyEditor.Found;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Ends a pause. */
@Command(
        name = "resume",
        description = "Has the workers of a paused queue run its tasks again.",
        footer = "  warren queues resume emails")
public final class ResumeQueue extends QueueCommand {

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        Found found = found(editor);
        if (!editor.isPaused(queue())) {
            say("queue " + queue() + " was not paused");
            return;
        }
        editor.resume(queue());
        say("queue " + queue() + " is resumed: workers begin within seconds; " + found.ready() + " tasks wait");
    }
}
