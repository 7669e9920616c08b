package dev.warren.gateway.submit;

import dev.warren.amqp.topology.QueuesConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts submits by queue and result, and times them by result. */
@ApplicationScoped
class SubmitMetrics {

    private final ResultMetrics metrics;

    SubmitMetrics(MeterRegistry registry, QueuesConfig queues) {
        metrics = new ResultMetrics(
                "queue",
                Counter.builder("warren.submits").description("Tasks handed to the gateway, by what became of them"),
                Timer.builder("warren.submit.duration")
                        .description("From having read a task to its confirm or problem"),
                queues.byName().keySet(),
                registry);
    }

    /** @param result {@value ResultMetrics#ACCEPTED} or the slug of the problem */
    void record(String queue, String result, Duration took) {
        metrics.record(queue, result, took);
    }
}
