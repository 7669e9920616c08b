package dev.warren.event;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to wait from one event to the next, so that there are no more than so many a second. For one thread. */
final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What was not done for a while may be made up for, but no more than this. */
    private static final long LONGEST_BURST = Duration.ofMillis(100).toNanos();

    /** Waiting costs as well: not for each, but for several at a time. */
    private static final long SHORTEST_PAUSE = Duration.ofMillis(10).toNanos();

    private final long interval;
    private final LongSupplier nanoTime;
    private long due;

    /** @throws IllegalArgumentException there would be none */
    Pace(int perSecond, LongSupplier nanoTime) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("warren.events.max-per-second has to be at least 1, not " + perSecond
                    + "; warren.events.enabled=false turns events off");
        }
        this.interval = SECOND / perSecond;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    /** Counts one, and says how long to wait before it. */
    Duration next() {
        long now = nanoTime.getAsLong();
        long pause = Math.max(due - now, -LONGEST_BURST);
        due = now + pause + interval;
        return pause < SHORTEST_PAUSE ? Duration.ZERO : Duration.ofNanos(pause);
    }
}
