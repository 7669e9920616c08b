package dev.warren;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Keeps what happens again and again from being said each time. */
public final class NowAndThen {

    private final Duration interval;
    private final InstantSource clock;
    private final Map<String, Instant> saidAt = new HashMap<>();

    /** @param interval how long a thing that was said is not said again */
    public NowAndThen(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
    }

    /** Whether to say this now; if so, it counts as said. */
    public synchronized boolean isDue(String what) {
        Instant now = clock.instant();
        saidAt.values().removeIf(said -> said.isBefore(now.minus(interval)));
        return saidAt.putIfAbsent(what, now) == null;
    }

    /** Everything is new again. */
    public synchronized void forget() {
        saidAt.clear();
    }
}
