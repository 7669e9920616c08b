package dev.warren.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param service warm-up of a process that then serves all rounds, once
 * @param warmUp of a process that is started for each run: long enough for a JVM to have compiled most of it
 * @param measured part of each run
 */
public record Lengths(Duration service, Duration warmUp, Duration measured) {

    static final Lengths QUICK = new Lengths(Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofMillis(1500));
    static final Lengths FULL = new Lengths(Duration.ofSeconds(30), Duration.ofSeconds(8), Duration.ofSeconds(4));

    Lengths measuring(int seconds) {
        return new Lengths(service, warmUp, Duration.ofSeconds(seconds));
    }

    public Duration whole() {
        return warmUp.plus(measured);
    }

    /** The part of a run's tasks that is not counted. */
    public int warmUp(int tasks) {
        return (int) (tasks * (double) warmUp.toMillis() / whole().toMillis());
    }
}
