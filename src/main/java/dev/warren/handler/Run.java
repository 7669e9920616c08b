package dev.warren.handler;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * An attempt that has been started. What depends on its two stages is called on the run's own thread, an event loop perhaps, so it
 * must not block.
 */
public interface Run {

    /**
     * What it came to; always completes normally. The task may be run again from then on, so of a cancelled run that is sure to
     * end it comes when that has happened, and of others at once.
     */
    CompletionStage<Outcome> outcome();

    /**
     * Completes, always normally, when nothing of the run goes on any more; never before {@link #outcome()}. Later than
     * that where a cancelled run takes its time to stop, and where a command that succeeded has left processes behind.
     */
    CompletionStage<Void> ended();

    /**
     * Ends the run, called once or more, at any time; its outcome, if there is none yet, is that it failed for the first such
     * reason. Never blocks.
     */
    void cancel(Failure why);

    /** How long after a cancel it may well go on, by its configuration. */
    default Duration endsWithin() {
        return Duration.ZERO;
    }
}
