package dev.warren.worker;

import dev.warren.task.FailureHeaders;
import dev.warren.task.Task;
import java.util.Map;

/**
 * How often a task has come back without an outcome, because its worker died with it or lost the broker: counted in the task
 * itself, for classic queues don't count, and what a quorum queue counts is lost with every retry.
 *
 * @param inARow any outcome starts the count anew
 * @param attempts counted in all, those that ended so among them
 */
record CrashCount(int inARow, int attempts) {

    /** Once can be anybody's fault: a node that was drained, a connection that was cut. */
    private static final int SUSPECT = 2;

    /** Anybody may write a count; whatever it is, it can be added to. */
    private static final int HIGHEST = 1_000_000;

    /** The count that a task came with. */
    static CrashCount of(Task task) {
        int inARow = task.headers().get(FailureHeaders.CRASHES) instanceof Number number
                ? (int) Math.max(0, Math.min(number.longValue(), HIGHEST))
                : 0;
        return new CrashCount(inARow, task.attemptsMade());
    }

    /**
     * With one more. The broker may have counted more than one, but a task that has come back is not run before that is counted:
     * so those are deaths that it met while it waited for that, beside tasks that kill workers.
     */
    CrashCount oneMore() {
        return new CrashCount(inARow + 1, attempts + 1);
    }

    /** When nobody can say whether it was run: not charged, but its handler is told that it may have been. */
    CrashCount perhapsOne() {
        return new CrashCount(Math.max(1, inARow), attempts);
    }

    /** Whether it may be this task that kills workers, rather than one that ran beside it. */
    boolean isSuspect() {
        return inARow >= SUSPECT;
    }

    /** The task with this count. */
    Task on(Task task) {
        return task.withAttemptsMade(attempts).withHeaders(Map.of(FailureHeaders.CRASHES, inARow));
    }
}
