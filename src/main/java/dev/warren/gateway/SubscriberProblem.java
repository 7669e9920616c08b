package dev.warren.gateway;

import dev.warren.amqp.publish.PublishResult;

/** Why somebody can't subscribe. */
final class SubscriberProblem {

    private SubscriberProblem() {}

    /** Of a look for the exchange. */
    static Problem of(PublishResult obstacle) {
        return obstacle instanceof PublishResult.NoExchange
                ? PublishProblem.exchangeNotFound("")
                : Problem.of(
                        ProblemType.BROKER_UNAVAILABLE, "The broker can't be reached; try again after Retry-After.");
    }

    static Problem tooMany(int limit) {
        return Problem.of(
                        ProblemType.TOO_MANY_SUBSCRIBERS,
                        "This gateway has as many subscribers as it may: " + limit
                                + " (warren.subscribe.max-subscribers).")
                .with("limit", limit);
    }
}
