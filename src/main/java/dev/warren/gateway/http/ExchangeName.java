package dev.warren.gateway.http;

import dev.warren.amqp.topology.Topology;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;

/** Which names of exchanges the API takes: whatever AMQP does, except for those that would break Warren's promises. */
public final class ExchangeName {

    private static final int SHORT_STRING = 255;

    private ExchangeName() {}

    /**
     * This name, if messages may be published to an exchange of that name.
     *
     * @throws ProblemException otherwise
     */
    public static String checkForPublish(String name) {
        check(name);
        if (name.startsWith("warren.")) {
            throw invalid(
                    "Exchanges whose names start with warren. are Warren's own: submit tasks to their queue instead.");
        }
        return name;
    }

    /**
     * This name, if one may subscribe to an exchange of that name. To Warren's own one may not: a subscriber would make a queue
     * that is not there seem to be.
     *
     * @throws ProblemException otherwise
     */
    public static String checkForSubscription(String name) {
        check(name);
        if (name.startsWith("warren.") && !name.equals(Topology.EVENTS)) {
            throw invalid("Exchanges whose names start with warren. are Warren's own; warren.events can be followed.");
        }
        return name;
    }

    private static void check(String name) {
        int length = Utf8.encode(name).map(bytes -> bytes.length).orElse(0);
        if (length == 0 || length > SHORT_STRING || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("An exchange's name is 1 to 255 bytes of UTF-8 without control characters.");
        }
        if (name.equals("amq.default")) {
            throw invalid("The default exchange routes to the queue that the key names: submit to that queue instead.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_EXCHANGE_NAME, detail);
    }
}
