package dev.warren.handler;

import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What every run has in common: it is completed once, and ends once, in this order. */
abstract class StartedRun implements Run {

    /** For what goes so wrong that not even an outcome can be made of it; made in advance, for it may be a lack of memory. */
    private static final Outcome NO_OUTCOME =
            Outcome.failed(Failure.of(Reason.FAILED, "the run ended without an outcome"));

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** A run that was over before it began. */
    static Run over(Outcome outcome) {
        StartedRun run = new StartedRun() {
            @Override
            public void cancel(Failure why) {}
        };
        run.complete(outcome);
        run.end();
        return run;
    }

    /** Has {@code work} done by a thread of the executor; {@code work} has to {@link #end()} the run. */
    final void begin(Executor threads, Runnable work) {
        try {
            threads.execute(work);
        } catch (RuntimeException | OutOfMemoryError e) {
            complete(Outcome.failed(Failures.of("no thread to run the task on", e)));
            end();
        }
    }

    /** Gives the run its outcome, unless it has one. */
    final void complete(Outcome first) {
        outcome.complete(first);
    }

    final boolean isComplete() {
        return outcome.isDone();
    }

    final void end() {
        outcome.complete(NO_OUTCOME);
        ended.complete(null);
    }

    @Override
    public final CompletionStage<Outcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public final CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }
}
