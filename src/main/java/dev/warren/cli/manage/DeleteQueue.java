package dev.warren.cli.manage;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.ShortStrings;
import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyEditor.Found;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a queue and what belongs to it. */
@Command(
        name = "delete",
        description =
                "Deletes a queue, the queues of its dead letters and of its delayed tasks if they are empty, and its"
                        + " pause. One with tasks or consumers is only deleted with --force.",
        footer = {"  warren queues delete emails --yes", "  warren queues delete emails --force --dead-letters --yes"})
public final class DeleteQueue extends QueueCommand {

    @Option(names = "--force", description = "Though it has tasks or consumers; its tasks are lost.")
    private boolean force;

    @Option(names = "--dead-letters", description = "Its dead letters as well, though there are some; they are lost.")
    private boolean deadLetters;

    @Mixin
    private Confirmation confirmation;

    private boolean refused;
    private Optional<IOException> away = Optional.empty();

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        Found found = found(editor);
        refuseWhatIsInUse(found);
        confirmation.demand("this deletes queue %s, with %d tasks and %d consumers"
                .formatted(queue(), found.ready(), found.consumers()));
        long tasks = editor.delete(queue(), force);
        say("queue " + queue() + " is deleted" + (tasks > 0 ? ", with " + tasks + " tasks" : ""));
        deleteWhatBelongsToIt(editor);
    }

    /** All that can be: there is no second run, for the queue is gone. */
    private void deleteWhatBelongsToIt(TopologyEditor editor) throws CommandException, IOException {
        String landing = DelayLadder.landing(queue());
        take("its pause may stay; warren queues resume ends it", () -> endPause(editor));
        take("its dead letters stay", () -> deleteDeadLetters(editor));
        take("queue " + landing + " may stay", () -> deleteIfEmpty(editor, landing, "tasks whose delay is over"));
        if (away.isPresent()) {
            throw away.get();
        }
        if (refused) {
            throw new CommandException(
                    Exit.REFUSED, "queue " + queue() + " is deleted, but not all that belongs to it");
        }
    }

    private interface Step {
        void take() throws TopologyException, IOException;
    }

    private void take(String otherwise, Step step) {
        try {
            step.take();
        } catch (TopologyException e) {
            refused = true;
            note(otherwise + ": " + e.getMessage());
        } catch (IOException e) {
            away = away.or(() -> Optional.of(e));
            note(otherwise + ": " + e.getMessage());
        }
    }

    private void endPause(TopologyEditor editor) throws TopologyException, IOException {
        if (editor.isPaused(queue())) {
            editor.resume(queue());
            say("its pause is over");
        }
    }

    private void refuseWhatIsInUse(Found found) throws CommandException {
        if (!force && (found.ready() > 0 || found.consumers() > 0)) {
            throw new CommandException(
                    Exit.REFUSED,
                    "queue %s has %d tasks and %d consumers: let it run empty and stop its workers, or delete it with --force"
                            .formatted(queue(), found.ready(), found.consumers()));
        }
    }

    private void deleteDeadLetters(TopologyEditor editor) throws TopologyException, IOException {
        String letters = QueueSettings.deadLettersOf(queue());
        if (deadLetters) {
            if (find(editor, letters).isPresent()) {
                say("queue " + letters + " is deleted, with " + editor.delete(letters, true) + " dead letters");
            }
        } else {
            deleteIfEmpty(editor, letters, "dead letters (to delete them too: --dead-letters)");
        }
    }

    private static Optional<Found> find(TopologyEditor editor, String other) throws TopologyException, IOException {
        return ShortStrings.fits(other) ? editor.find(other) : Optional.empty();
    }

    private void deleteIfEmpty(TopologyEditor editor, String other, String what) throws TopologyException, IOException {
        Optional<Found> found = find(editor, other);
        if (found.isEmpty()) {
            return;
        }
        if (found.get().ready() > 0) {
            note("queue " + other + " stays: it keeps " + found.get().ready() + " " + what);
        } else {
            editor.delete(other, false);
            say("queue " + other + " is deleted");
        }
    }
}
