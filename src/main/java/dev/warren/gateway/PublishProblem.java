package dev.warren.gateway;

import dev.warren.amqp.PublishResult;
import dev.warren.amqp.PublishResult.Blocked;
import dev.warren.amqp.PublishResult.Confirmed;
import dev.warren.amqp.PublishResult.ConnectionLost;
import dev.warren.amqp.PublishResult.Invalid;
import dev.warren.amqp.PublishResult.Refused;
import dev.warren.amqp.PublishResult.Unavailable;
import dev.warren.amqp.PublishResult.Unconfirmed;
import dev.warren.amqp.PublishResult.Unroutable;
import dev.warren.task.TaskId;
import java.util.Optional;

/** What a publish that was not confirmed is answered with. */
final class PublishProblem {

    private static final String NOT_KEPT = " The task was not kept;";
    private static final String PERHAPS_KEPT = " The task may have been kept, or not;";
    private static final String REPEAT = " repeat it after Retry-After. With the same id that is safe.";

    private PublishProblem() {}

    /** The problem, or empty for a confirmed publish. */
    static Optional<Problem> of(PublishResult result, String queue, TaskId id) {
        return result instanceof Confirmed
                ? Optional.empty()
                : Optional.of(problem(result).with("queue", queue).with("id", id.value()));
    }

    // A chain, for Java 17 has no patterns in switch; PublishProblemTest sees to it that no result is left out.
    private static Problem problem(PublishResult result) {
        if (result instanceof Unroutable) {
            return Problem.of(
                    ProblemType.QUEUE_NOT_FOUND,
                    "The broker has no such queue, or it is not bound to Warren's exchange."
                            + " Declare it under warren.queues, or start a worker for it. The task was not kept.");
        }
        if (result instanceof Refused) {
            return Problem.of(
                    ProblemType.QUEUE_FULL,
                    "The broker refused the task: the queue is full, or has no leader at the moment." + NOT_KEPT
                            + REPEAT);
        }
        if (result instanceof Unconfirmed unconfirmed) {
            return Problem.of(
                    ProblemType.NOT_CONFIRMED,
                    "The broker did not confirm the task within "
                            + unconfirmed.waited().toMillis() + " ms." + PERHAPS_KEPT + REPEAT);
        }
        if (result instanceof ConnectionLost) {
            return Problem.of(
                    ProblemType.CONNECTION_LOST,
                    "The connection to the broker was lost before it confirmed the task." + PERHAPS_KEPT + REPEAT);
        }
        if (result instanceof Blocked) {
            return Problem.of(
                    ProblemType.BROKER_BLOCKED,
                    "The broker takes no messages now: it is low on memory or disk." + PERHAPS_KEPT + REPEAT);
        }
        if (result instanceof Unavailable) {
            return Problem.of(
                    ProblemType.BROKER_UNAVAILABLE,
                    "The broker can't be reached, or too many tasks are waiting for it." + NOT_KEPT + REPEAT);
        }
        if (result instanceof Invalid invalid) {
            return Problem.of(ProblemType.INVALID_TASK, "The task does not fit into a message: " + invalid.cause());
        }
        throw new IllegalArgumentException("not a result of a publish: " + result);
    }
}
