package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import java.util.concurrent.Executor;

/** Runs tasks by a handler in Java, each on a thread of its own. */
final class JavaTaskRunner implements TaskRunner {

    private final TaskHandler handler;
    private final Executor threads;

    JavaTaskRunner(TaskHandler handler, Executor threads) {
        this.handler = handler;
        this.threads = threads;
    }

    @Override
    public Run start(Attempt attempt) {
        JavaRun run = new JavaRun(attempt);
        run.begin(threads, () -> LogContext.during(attempt, run::work));
        return run;
    }

    private final class JavaRun extends StartedRun {

        private final Attempt attempt;
        private Thread thread;

        private JavaRun(Attempt attempt) {
            this.attempt = attempt;
        }

        private void work() {
            try {
                if (enter()) {
                    complete(handle());
                }
            } finally {
                leave();
                end();
            }
        }

        private Outcome handle() {
            try {
                Outcome outcome = handler.handle(attempt);
                return outcome != null ? outcome : Outcome.failed(noOutcome());
            } catch (Throwable thrown) {
                // Errors too: a task that overflows the stack or lacks a class is one failed task, not the worker's
                // end.
                return Outcome.failed(Failures.of(thrown));
            }
        }

        private Failure noOutcome() {
            return Failure.of(Reason.FAILED, "the handler returned null instead of an Outcome");
        }

        private synchronized boolean enter() {
            if (isComplete()) {
                return false;
            }
            thread = Thread.currentThread();
            thread.setContextClassLoader(handler.getClass().getClassLoader());
            return true;
        }

        /** After this no cancel can interrupt what the thread does next. */
        private synchronized void leave() {
            thread = null;
            Thread.interrupted();
        }

        /** Does not wait for the handler, which may never heed it. */
        @Override
        public void cancel(Failure why) {
            complete(Outcome.failed(why));
            interrupt();
        }

        private synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
