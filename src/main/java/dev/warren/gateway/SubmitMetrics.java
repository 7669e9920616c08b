package dev.warren.gateway;

import dev.warren.amqp.QueuesConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts submits by queue and result, and times them by result. */
@ApplicationScoped
class SubmitMetrics {

    static final String ACCEPTED = "accepted";

    /** Not a name that a queue can have. */
    private static final String UNKNOWN_QUEUE = "(unknown)";

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
        Counter.builder("warren.submits")
                .description("Tasks handed to the gateway, by what became of them")
                .tag("queue", label(queue))
                .tag("result", result)
                .register(registry)
                .increment();
        Timer.builder("warren.submit.duration")
                .description("From having read a task to its confirm or problem")
                .tag("result", result)
                .register(registry)
                .record(took);
    }

    /** Callers choose the names in requests: only those of queues that exist may become time series. */
    private String label(String queue) {
        return knownQueues.contains(queue) ? queue : UNKNOWN_QUEUE;
    }
}
