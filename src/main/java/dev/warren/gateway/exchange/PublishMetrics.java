package dev.warren.gateway.exchange;

import dev.warren.gateway.submit.ResultMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Counts messages for exchanges by exchange and result, and times them by result. */
@ApplicationScoped
class PublishMetrics {

    private final ResultMetrics metrics;

    PublishMetrics(MeterRegistry registry) {
        metrics = new ResultMetrics(
                "exchange",
                Counter.builder("warren.publishes")
                        .description("Messages handed to the gateway for exchanges, by what became of them"),
                Timer.builder("warren.publish.duration")
                        .description("From having read a message to its confirm or problem"),
                Set.of(),
                registry);
    }

    /** @param result {@value ResultMetrics#ACCEPTED} or the slug of the problem */
    void record(String exchange, String result, Duration took) {
        metrics.record(exchange, result, took);
    }
}
