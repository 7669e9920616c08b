package dev.warren.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp of what serves requests
 * @param measured part of each run
 */
public record Lengths(Duration warmUp, Duration measured) {

    static final Lengths QUICK = new Lengths(Duration.ofSeconds(3), Duration.ofSeconds(2));
    static final Lengths FULL = new Lengths(Duration.ofSeconds(5), Duration.ofSeconds(5));

    public Duration whole() {
        return warmUp.plus(measured);
    }
}
