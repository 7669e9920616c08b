package dev.warren.gateway;

import dev.warren.amqp.QueuesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts submits by queue and result, and times them by result. */
@ApplicationScoped
class SubmitMetrics {

    static final String ACCEPTED = "accepted";

    private final MeterRegistry registry;
    private final Set<String> knownQueues = ConcurrentHashMap.newKeySet();

    SubmitMetrics(MeterRegistry registry, QueuesConfig queues) {
        this.registry = registry;
        knownQueues.addAll(queues.byName().keySet());
    }

    /** @param result {@value #ACCEPTED} or the slug of the problem */
    void record(String queue, String result, Duration took) {
        if (result.equals(ACCEPTED)) {
            knownQueues.add(queue);
        }
        registry.counter("warren.submits", "queue", label(queue), "result", result)
                .increment();
        registry.timer("warren.submit.duration", "result", result).record(took);
    }

    /** Callers choose the names in requests: only those of queues that exist may become time series. */
    private String label(String queue) {
        return knownQueues.contains(queue) ? queue : "other";
    }
}
