package dev.warren.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

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

    public TaskMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(String queue, Fate fate) {
        Counter.builder("warren.tasks")
                .description("What became of tasks that were handed out")
                .tag("queue", queue)
                .tag("outcome", fate.label)
                .register(metrics)
                .increment();
    }
}
