package dev.warren.amqp.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts to reach the broker: doubling, with jitter so that many processes don't come back at once. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** Between half and all of the current step. */
    Duration next() {
        long half = next.toMillis() / 2;
        Duration pause = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    void reset() {
        next = FIRST;
    }
}
