package dev.warren.gateway.problem;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.PublishResult.Blocked;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.amqp.publish.PublishResult.ConnectionLost;
import dev.warren.amqp.publish.PublishResult.Forbidden;
import dev.warren.amqp.publish.PublishResult.Invalid;
import dev.warren.amqp.publish.PublishResult.NoExchange;
import dev.warren.amqp.publish.PublishResult.Refused;
import dev.warren.amqp.publish.PublishResult.Unavailable;
import dev.warren.amqp.publish.PublishResult.Unconfirmed;
import dev.warren.amqp.publish.PublishResult.Unroutable;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.TaskId;
import java.util.Optional;

/** What a publish that was not confirmed is answered with. */
public final class PublishProblem {

    private static final String REPEAT =
            " repeat it after Retry-After, with the same id: handlers tell by it that it is the same.";

    private PublishProblem() {}

    /** The problem of a task for a queue, or empty for a confirmed publish. */
    public static Optional<Problem> of(PublishResult result, String queue, TaskId id) {
        return result instanceof Confirmed
                ? Optional.empty()
                : Optional.of(ofTask(result).with("queue", queue).with("id", id.value()));
    }

    /** The problem of a message for an exchange, or empty for a confirmed publish. */
    public static Optional<Problem> of(PublishResult result, Destination destination, TaskId id) {
        return result instanceof Confirmed
                ? Optional.empty()
                : Optional.of(ofMessage(result)
                        .with("exchange", destination.exchange())
                        .with("key", destination.routingKey())
                        .with("id", id.value()));
    }

    private static Problem ofTask(PublishResult result) {
        return result instanceof Unroutable
                ? Problem.of(
                        ProblemType.QUEUE_NOT_FOUND,
                        "The broker has no such queue, or it is not bound to Warren's exchange."
                                + " Declare it under warren.queues, or start a worker for it. The task was not kept.")
                : problem(result, "task");
    }

    private static Problem ofMessage(PublishResult result) {
        return result instanceof Unroutable
                ? Problem.of(
                        ProblemType.UNROUTABLE,
                        "No queue is bound to the exchange for this key and these headers. The message was not kept.")
                : problem(result, "message");
    }

    // A chain, for Java 17 has no patterns in switch; PublishProblemTest sees to it that no result is left out.
    private static Problem problem(PublishResult result, String what) {
        String notKept = " The " + what + " was not kept";
        String perhapsKept = " The " + what + " may have been kept, or not;" + REPEAT;
        if (result instanceof NoExchange) {
            return exchangeNotFound(notKept + ".");
        }
        if (result instanceof Forbidden forbidden) {
            String why = forbidden.routingKey().isPresent()
                    ? "with this key: the gateway's user has no topic permission for it."
                    : "at all: it is an internal one, or the gateway's user has no permission to write to it.";
            return Problem.of(
                    ProblemType.EXCHANGE_FORBIDDEN,
                    "The broker does not let the gateway publish to this exchange " + why + notKept + ".");
        }
        if (result instanceof Refused) {
            return Problem.of(
                    ProblemType.QUEUE_FULL,
                    "The broker refused the " + what + ": the queue is full, or has no leader at the moment." + notKept
                            + ";" + REPEAT);
        }
        if (result instanceof Unconfirmed unconfirmed) {
            return Problem.of(
                    ProblemType.NOT_CONFIRMED,
                    "The broker did not confirm the " + what + " within "
                            + unconfirmed.waited().toMillis() + " ms." + perhapsKept);
        }
        if (result instanceof ConnectionLost) {
            return Problem.of(
                    ProblemType.CONNECTION_LOST,
                    "The connection to the broker was lost before it confirmed the " + what + "." + perhapsKept);
        }
        if (result instanceof Blocked) {
            return Problem.of(
                    ProblemType.BROKER_BLOCKED,
                    "The broker takes no messages now: it is low on memory or disk." + perhapsKept);
        }
        if (result instanceof Unavailable) {
            return Problem.of(
                    ProblemType.BROKER_UNAVAILABLE,
                    "The broker can't be reached, or too much is waiting for it." + notKept + ";" + REPEAT);
        }
        if (result instanceof Invalid invalid) {
            return Problem.of(
                    ProblemType.INVALID_TASK, "The " + what + " does not fit into a message: " + invalid.cause());
        }
        throw new IllegalArgumentException("not a result of a publish: " + result);
    }

    /** @param consequence what that means for the request, after a blank; may be empty */
    public static Problem exchangeNotFound(String consequence) {
        return Problem.of(
                ProblemType.EXCHANGE_NOT_FOUND,
                "The broker has no such exchange. Declare it, or bind a queue to it under warren.queues."
                        + consequence);
    }
}
