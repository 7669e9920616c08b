package dev.warren;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Goes on second by second, whatever the system's time is set to: for what is due after a while. It says the time of its start and what
 * has gone by since.
 */
public final class SteadyClock extends Clock {

    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final ZoneId zone;

    public SteadyClock() {
        this(Instant.now(), ZoneOffset.UTC);
    }

    private SteadyClock(Instant start, ZoneId zone) {
        this.start = start;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(instant(), other);
    }
}
