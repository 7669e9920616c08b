package dev.warren.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many tasks make a run of the wanted length: by what was seen before, or at first by a guess. */
public final class Pace {

    private static final int LEAST = 1_000;
    private static final int MOST = 2_000_000;
    private static final int MOST_AT_FIRST = 40_000;
    private static final int TRIES = 3;

    private final Duration length;
    private final Map<String, Double> perSecond = new HashMap<>();

    Pace(Duration length) {
        this.length = length;
    }

    /** Makes a run of so many tasks. */
    @FunctionalInterface
    public interface Run {
        Measured of(int tasks) throws Exception;
    }

    /**
     * A run that takes about the wanted time, warm-up included; one that was over much too early is made again.
     *
     * @param what runs of the same pace have in common
     * @param guess tasks a second, as long as none was seen
     */
    public Measured run(String what, double guess, Run run) throws Exception {
        for (int tried = 1; ; tried++) {
            int tasks = tasks(perSecond.getOrDefault(what, guess));
            Measured measured = run.of(tasks);
            perSecond.put(what, measured.perSecond());
            if (tried == TRIES || tasks(measured.perSecond()) < 2 * tasks) {
                return measured;
            }
        }
    }

    private int tasks(double rate) {
        return (int) Math.max(LEAST, Math.min(MOST, rate * length.toMillis() / 1e3));
    }

    /** What brokers and clients mostly make of so many tasks under way; rather too little. */
    public static double guess(int underWay) {
        return Math.min(MOST_AT_FIRST, 2000 * Math.pow(underWay, 0.6));
    }
}
