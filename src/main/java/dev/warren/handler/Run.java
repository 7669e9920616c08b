package dev.warren.handler;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.util.concurrent.CompletionStage;

/** An attempt that has been started. */
public interface Run {

    /** What it came to; always completes normally, once the run has ended or was cancelled. */
    CompletionStage<Outcome> outcome();

    /**
     * Completes, always normally, when nothing of the run goes on any more; never before {@link #outcome()}. Later than
     * that only where a cancelled run does not heed it.
     */
    CompletionStage<Void> ended();

    /** Ends the run; its outcome, if there is none yet, is that it failed for this reason. Never blocks. */
    void cancel(Failure why);
}
