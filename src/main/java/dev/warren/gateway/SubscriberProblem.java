package dev.warren.gateway;

import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Subscriber.Interruption;

/** Why somebody can't subscribe. */
final class SubscriberProblem {

    private SubscriberProblem() {}

    /** Of a first try to subscribe. */
    static Problem of(Interruption why) {
        return switch (why) {
            case NO_EXCHANGE -> PublishProblem.exchangeNotFound("");
            case FORBIDDEN ->
                Problem.of(
                        ProblemType.EXCHANGE_FORBIDDEN,
                        "The broker does not let the gateway's user read this exchange, or declare a queue for it"
                                + " (amq.gen-…).");
            case LOST -> away();
        };
    }

    /** Of a look for the exchange. */
    static Problem of(PublishResult obstacle) {
        return obstacle instanceof PublishResult.NoExchange ? PublishProblem.exchangeNotFound("") : away();
    }

    static Problem tooMany(int limit) {
        return Problem.of(
                        ProblemType.TOO_MANY_SUBSCRIBERS,
                        "This gateway has as many subscribers as it may: " + limit
                                + " (warren.subscribe.max-subscribers).")
                .with("limit", limit);
    }

    private static Problem away() {
        return Problem.of(ProblemType.BROKER_UNAVAILABLE, "The broker can't be reached; try again after Retry-After.");
    }
}
