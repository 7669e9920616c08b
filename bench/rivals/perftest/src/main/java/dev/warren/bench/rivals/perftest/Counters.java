package dev.warren.bench.rivals.perftest;

import com.rabbitmq.perf.metrics.PerformanceMetrics;
import dev.warren.bench.rivals.Measured;
import java.time.Duration;

/** What PerfTest tells of each message, measured: a task is done when it is confirmed, or received. */
record Counters(Measured measured, Runnable whenAllAreDone) implements PerformanceMetrics {

    @Override
    public void confirmed(int messages, long[] latencies) {
        for (long latency : latencies) {
            done(latency);
        }
    }

    @Override
    public void received(long latency) {
        done(0);
    }

    private void done(long latency) {
        if (measured.done(latency)) {
            whenAllAreDone.run();
        }
    }

    @Override
    public void nacked(int messages) {
        throw new IllegalStateException("refused by the broker: " + messages);
    }

    @Override
    public void returned() {
        throw new IllegalStateException("returned by the broker: there is no such queue");
    }

    @Override
    public void start() {}

    @Override
    public void published() {}

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void resetGlobals() {}
}
