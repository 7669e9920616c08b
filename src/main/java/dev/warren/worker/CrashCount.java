package dev.warren.worker;

import dev.warren.task.FailureHeaders;
import dev.warren.task.Task;
import java.util.Map;
import java.util.OptionalInt;

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

    /** The count that a task came with. */
    static CrashCount of(Task task) {
        int inARow = task.headers().get(FailureHeaders.CRASHES) instanceof Number number
                ? Math.max(0, number.intValue())
                : 0;
        return new CrashCount(inARow, task.attemptsMade());
    }

    /** Whether the task has come back since it was counted. */
    static boolean isBehind(Assignment assignment) {
        OptionalInt count = assignment.delivery().deliveryCount();
        return count.isEmpty() || count.getAsInt() > 0;
    }

    /** The count with what has happened since; a queue that does not count has the task back once. */
    static CrashCount caughtUp(Assignment assignment) {
        CrashCount known = of(assignment.task());
        int more = assignment.delivery().deliveryCount().orElse(1);
        return new CrashCount(known.inARow + more, known.attempts + more);
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
