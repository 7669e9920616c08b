package dev.warren.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of tasks that were handed out. */
@ApplicationScoped
public class TaskMetrics {

    /** What becomes of one. */
    enum Fate {
        SUCCEEDED,
        RETRIED,
        DEAD,
        /** What was to take its place could not be published, so it stays where it is for now. */
        KEPT;

        private final String label = name().toLowerCase(Locale.ROOT);
    }

    private final MeterRegistry metrics;
    /** Looking one up by its tags takes longer than counting. */
    private final Map<Fate, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    public TaskMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(String queue, Fate fate) {
        counters.computeIfAbsent(fate, none -> new ConcurrentHashMap<>())
                .computeIfAbsent(queue, first -> counter(first, fate))
                .increment();
    }

    private Counter counter(String queue, Fate fate) {
        return Counter.builder("warren.tasks")
                .description("What became of tasks that were handed out")
                .tag("queue", queue)
                .tag("outcome", fate.label)
                .register(metrics);
    }
}
