package dev.warren.gateway.follow;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.problem.PublishProblem;

/** Why somebody can't subscribe. */
public final class SubscriberProblem {

    private SubscriberProblem() {}

    /** Of a look for the exchange. */
    public static Problem of(PublishResult obstacle) {
        if (obstacle instanceof PublishResult.NoExchange) {
            return PublishProblem.exchangeNotFound("");
        }
        if (obstacle instanceof PublishResult.Forbidden) {
            return Problem.of(
                    ProblemType.EXCHANGE_FORBIDDEN, "The gateway's user has no permission at all for this exchange.");
        }
        return Problem.of(ProblemType.BROKER_UNAVAILABLE, "The broker can't be reached; try again after Retry-After.");
    }

    public static Problem tooMany(int limit) {
        return Problem.of(
                        ProblemType.TOO_MANY_SUBSCRIBERS,
                        "This gateway has as many subscribers as it may: " + limit
                                + " (warren.subscribe.max-subscribers).")
                .with("limit", limit);
    }
}
