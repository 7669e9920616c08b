package dev.warren.gateway.inspect;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.inspect.ManagementException;

/** What keeps the broker from being inspected, as a problem. */
public final class InspectionProblem {

    private InspectionProblem() {}

    /** Whoever calls is told neither where the management API is nor who the gateway is to it. */
    static String words(ManagementException failure) {
        return switch (failure.kind()) {
            case AWAY -> "RabbitMQ's management API does not answer the gateway";
            case UNAUTHORIZED -> "RabbitMQ's management API refuses the gateway's user: " + failure.reason();
            case NOT_FOUND -> "RabbitMQ's management API has no such thing for the gateway's user";
            case REFUSED -> "RabbitMQ's management API refuses that: " + failure.reason();
        };
    }

    /** @param words why, for people */
    public static Problem away(String words) {
        return Problem.of(
                ProblemType.MANAGEMENT_UNAVAILABLE, "Only RabbitMQ's management API tells this. " + words + ".");
    }

    public static Problem brokerAway() {
        return Problem.of(
                ProblemType.BROKER_UNAVAILABLE,
                "Neither RabbitMQ's management API nor the broker itself answers the gateway.");
    }

    public static Problem noSuchQueue() {
        return Problem.of(ProblemType.QUEUE_NOT_FOUND, "The broker's virtual host has no queue of this name.");
    }

    static Problem tooMany() {
        return Problem.of(
                ProblemType.MANAGEMENT_UNAVAILABLE,
                "Too many such requests wait for RabbitMQ's management API. Repeat it after Retry-After.");
    }
}
