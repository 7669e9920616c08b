package dev.warren.gateway.submit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what callers hand over by where it went and its result, and times it by result. */
public final class ResultMetrics {

    public static final String ACCEPTED = "accepted";

    /** Not a name that a queue can have, and not one that an exchange has. */
    private static final String UNKNOWN = "(unknown)";

    private final String destinationTag;
    private final Counter.Builder counter;
    private final Timer.Builder timer;
    private final MeterRegistry registry;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** Looking one up by its tags takes longer than counting. */
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    private record Counted(String destination, String result) {}

    /**
     * @param destinationTag the label of the name that it goes to
     * @param known the names that exist for sure
     */
    public ResultMetrics(
            String destinationTag,
            Counter.Builder counter,
            Timer.Builder timer,
            Set<String> known,
            MeterRegistry registry) {
        this.destinationTag = destinationTag;
        this.counter = counter;
        this.timer = timer;
        this.known.addAll(known);
        this.registry = registry;
    }

    /** @param result {@value #ACCEPTED} or the slug of the problem */
    public void record(String destination, String result, Duration took) {
        if (result.equals(ACCEPTED)) {
            known.add(destination);
        }
        counters.computeIfAbsent(new Counted(label(destination), result), this::counter)
                .increment();
        timers.computeIfAbsent(result, this::timer).record(took);
    }

    private Counter counter(Counted what) {
        return counter.withRegistry(registry).withTags(destinationTag, what.destination(), "result", what.result());
    }

    private Timer timer(String result) {
        return timer.withRegistry(registry).withTag("result", result);
    }

    /** Callers choose the names in requests: only those of what exists may become time series. */
    private String label(String destination) {
        return known.contains(destination) ? destination : UNKNOWN;
    }
}
