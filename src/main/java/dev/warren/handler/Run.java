package dev.warren.handler;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * An attempt that has been started. What depends on its two stages is called on the run's own thread, an event loop perhaps, so it
 * must not block.
 */
public interface Run {

    /** What it came to; always completes normally, once the run has ended or was cancelled. */
    CompletionStage<Outcome> outcome();

    /**
     * Completes, always normally, when nothing of the run goes on any more; never before {@link #outcome()}. Later than
     * that where a cancelled run takes its time to stop, and where a command has left processes behind.
     */
    CompletionStage<Void> ended();

    /** Ends the run; its outcome, if there is none yet, is that it failed for this reason. Never blocks. */
    void cancel(Failure why);
}
