package dev.warren.bench.client;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Arrays;
import java.util.Locale;

/** Times the tasks after the warm-up, and what CPU this process takes for them. */
final class Stopwatch {

    private final int warmUp;
    private final int tasks;
    private final long[] nanos;
    private int done;
    private int timed;
    private long begunAt;
    private long begunCpu;

    Stopwatch(Settings settings) {
        warmUp = settings.warmUp();
        tasks = settings.tasks();
        nanos = new long[tasks];
        begin();
    }

    private void begin() {
        begunAt = System.nanoTime();
        begunCpu = cpu();
    }

    /** @return whether that was the last one */
    synchronized boolean done(long tookNanos) {
        done++;
        if (done == warmUp) {
            begin();
        } else if (done > warmUp && done <= tasks) {
            nanos[timed++] = tookNanos;
        }
        return done == tasks;
    }

    /** The result as the contract wants it. */
    synchronized String result(boolean withLatency) {
        double seconds = (System.nanoTime() - begunAt) / 1e9;
        double cpuSeconds = (cpu() - begunCpu) / 1e9;
        long[] sorted = Arrays.copyOf(nanos, timed);
        Arrays.sort(sorted);
        String latency = withLatency
                ? String.format(
                        Locale.ROOT,
                        ",\"p50Millis\":%.3f,\"p99Millis\":%.3f",
                        percentile(sorted, 0.5),
                        percentile(sorted, 0.99))
                : "";
        return String.format(
                Locale.ROOT,
                "{\"tasks\":%d,\"seconds\":%.4f,\"cpuSeconds\":%.4f%s}",
                timed,
                seconds,
                cpuSeconds,
                latency);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / 1e6;
    }

    private static long cpu() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean measured ? measured.getProcessCpuTime() : 0;
    }
}
