package dev.warren.gateway;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for whatever nobody foresaw in a request; what the program's own threads do meanwhile is left alone. */
@Alternative
@Singleton
class FragileClock extends Clock {

    private final AtomicInteger failures = new AtomicInteger();

    void stopFor(int readings) {
        failures.set(readings);
    }

    @Override
    public Instant instant() {
        boolean isForRequest = !Thread.currentThread().getName().startsWith("warren-");
        if (isForRequest && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("secret");
        }
        return Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
