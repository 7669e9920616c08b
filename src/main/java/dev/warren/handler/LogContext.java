package dev.warren.handler;

import dev.warren.task.Attempt;
import org.jboss.logging.MDC;

/** Marks log lines with the attempt that they belong to: the MDC keys {@code taskId}, {@code queue} and {@code attempt}. */
final class LogContext {

    static final String TASK_ID = "taskId";
    static final String QUEUE = "queue";
    static final String ATTEMPT = "attempt";

    private LogContext() {}

    /** Does the work on this thread; every line that it logs is marked. */
    static void during(Attempt attempt, Runnable work) {
        MDC.put(TASK_ID, attempt.id().toString());
        MDC.put(QUEUE, attempt.queue());
        MDC.put(ATTEMPT, String.valueOf(attempt.number()));
        try {
            work.run();
        } finally {
            MDC.remove(TASK_ID);
            MDC.remove(QUEUE);
            MDC.remove(ATTEMPT);
        }
    }
}
