package dev.warren.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many tasks make a run of the wanted length, by what was seen before. */
public final class Pace {

    private static final int AT_FIRST = 20_000;
    private static final int LEAST = 1_200;
    private static final int MOST = 400_000;

    private final Duration length;
    private final Map<String, Double> perSecond = new HashMap<>();

    Pace(Duration length) {
        this.length = length;
    }

    /** Tasks for a run that is to take the wanted time, warm-up included. */
    public int tasks(String what) {
        Double seen = perSecond.get(what);
        return seen == null ? AT_FIRST : (int) Math.max(LEAST, Math.min(MOST, seen * length.toMillis() / 1e3));
    }

    public Measured learn(String what, Measured measured) {
        perSecond.put(what, measured.perSecond());
        return measured;
    }
}
