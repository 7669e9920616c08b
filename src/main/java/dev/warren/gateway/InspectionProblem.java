package dev.warren.gateway;

/** What keeps the broker from being inspected, as a problem. */
final class InspectionProblem {

    private InspectionProblem() {}

    /** @param words why, for people */
    static Problem away(String words) {
        return Problem.of(
                ProblemType.MANAGEMENT_UNAVAILABLE,
                "This is only known to RabbitMQ's management API, and the gateway can't read that: " + words + ".");
    }

    static Problem brokerAway(String words) {
        return Problem.of(
                ProblemType.BROKER_UNAVAILABLE,
                "Neither RabbitMQ's management API nor the broker itself tells: " + words + ".");
    }

    static Problem noSuchQueue() {
        return Problem.of(ProblemType.QUEUE_NOT_FOUND, "The broker's virtual host has no queue of this name.");
    }

    static Problem tooMany() {
        return Problem.of(
                ProblemType.MANAGEMENT_UNAVAILABLE,
                "Too many such requests wait for RabbitMQ's management API. Repeat it after Retry-After.");
    }
}
