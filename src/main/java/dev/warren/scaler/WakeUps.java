package dev.warren.scaler;

import dev.warren.amqp.depth.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When KEDA is to be told that a worker is needed. For one queue and one who listens; for one thread. */
final class WakeUps {

    /** Each costs KEDA some requests to the API server, and one alone may come while it can't act on it. */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private Instant next = Instant.MIN;

    WakeUps(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * At once when tasks wait and nobody is there to take them, and now and then as long as that is so. Where there are workers
     * there is nobody to wake: how many there have to be is for the autoscaler to ask.
     */
    boolean isDue(Backlog backlog) {
        if (!(backlog instanceof Backlog.Known known)) {
            return false;
        }
        if (!known.isUntended()) {
            next = Instant.MIN;
            return false;
        }
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(REPEAT);
        return true;
    }
}
