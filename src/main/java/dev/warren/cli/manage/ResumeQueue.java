package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyEditor.Found;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import java.util.Optional;
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
        Optional<Found> found = editor.find(queue());
        if (found.isEmpty()) {
            resumeTheMissing(editor);
            return;
        }
        if (!editor.isPaused(queue())) {
            say("queue " + queue() + " was not paused");
            return;
        }
        editor.resume(queue());
        say("queue " + queue() + " is resumed: workers begin within seconds; "
                + found.get().ready() + " tasks wait");
    }

    /** A pause outlasts its queue, and would be that of a new one of the same name. */
    private void resumeTheMissing(TopologyEditor editor) throws CommandException, TopologyException, IOException {
        if (!editor.isPaused(queue())) {
            throw new CommandException(Exit.REFUSED, missing());
        }
        editor.resume(queue());
        note(missing());
        say("its pause is over");
    }
}
