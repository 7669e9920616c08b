package dev.warren.bench.noop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Times the runs after the warm-up, and the CPU that this process takes for them; prints that when the last has come. */
final class Stopwatch {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int warmUp;
    private final int tasks;
    private final boolean timed;
    private final long[] nanos;
    private int done;
    private long begunAt;
    private long begunCpu;

    private Stopwatch(int tasks, int warmUp, boolean timed) {
        this.timed = timed;
        this.tasks = tasks;
        this.warmUp = warmUp;
        nanos = new long[tasks - warmUp];
        begin();
    }

    static Optional<Stopwatch> ofEnvironment(boolean timed) {
        return number("BENCH_TASKS")
                .map(tasks -> new Stopwatch(tasks, number("BENCH_WARMUP").orElse(0), timed));
    }

    private static Optional<Integer> number(String name) {
        return Optional.ofNullable(System.getenv(name)).map(Integer::valueOf);
    }

    private void begin() {
        begunAt = System.nanoTime();
        begunCpu = system.getProcessCpuTime();
    }

    synchronized void done(long tookNanos) {
        done++;
        if (done > warmUp && done <= tasks) {
            nanos[done - warmUp - 1] = tookNanos;
        }
        if (done == warmUp) {
            begin();
        }
        if (done == tasks) {
            System.out.println(result());
        }
    }

    private String result() {
        double seconds = (System.nanoTime() - begunAt) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - begunCpu) / 1e9;
        String latency = timed ? latency() : "";
        return String.format(
                Locale.ROOT,
                "{\"tasks\":%d,\"seconds\":%.4f,\"cpuSeconds\":%.4f%s}",
                nanos.length,
                seconds,
                cpuSeconds,
                latency);
    }

    private String latency() {
        Arrays.sort(nanos);
        return String.format(Locale.ROOT, ",\"p50Millis\":%.3f,\"p99Millis\":%.3f", percentile(0.5), percentile(0.99));
    }

    private double percentile(double part) {
        return nanos[(int) Math.min(nanos.length - 1, part * nanos.length)] / 1e6;
    }
}
