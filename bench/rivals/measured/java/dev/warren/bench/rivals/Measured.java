package dev.warren.bench.rivals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Counts tasks and measures all but the warm-up: or, without a warm-up, everything since the process started. The same as
 * measured.py.
 */
public final class Measured {

    private static final double NANOS = 1e9;

    private final int tasks = number("BENCH_TASKS");
    private final int warmUp = number("BENCH_WARMUP");
    private final long[] latencies = new long[tasks - warmUp];
    private final ProcessHandle process;
    private final Supplier<Duration> cpuTime;
    private int count;
    private Mark began;
    private Mark ended;

    /** What a client uses; both in seconds. */
    private record Mark(double time, double cpu) {}

    /** Of this process. */
    public static Measured here() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Measured(ProcessHandle.current(), () -> Duration.ofNanos(system.getProcessCpuTime()));
    }

    /** Of another process, to the hundredth of a second. */
    public static Measured of(ProcessHandle process) {
        return new Measured(process, () -> process.info().totalCpuDuration().orElseThrow());
    }

    private Measured(ProcessHandle process, Supplier<Duration> cpuTime) {
        this.process = process;
        this.cpuTime = cpuTime;
        began = new Mark(Double.parseDouble(System.getenv("BENCH_STARTED")), 0);
    }

    public static int number(String variable) {
        return Integer.parseInt(System.getenv(variable));
    }

    /** One more task; true if it was the last. */
    public boolean done() {
        return done(0);
    }

    /** One more task, which took so many nanoseconds; true if it was the last. */
    public synchronized boolean done(long latency) {
        if (++count > warmUp && count <= tasks) {
            latencies[count - warmUp - 1] = latency;
        }
        if (count == warmUp) {
            began = now();
        }
        if (count == tasks) {
            ended = now();
        }
        return count == tasks;
    }

    private Mark now() {
        return new Mark(
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e6,
                cpuTime.get().toNanos() / NANOS);
    }

    /** The result of the run, as one line of JSON. */
    public synchronized String result() throws IOException {
        Arrays.sort(latencies);
        String latency = latencies[latencies.length - 1] == 0
                ? ""
                : format(", \"p50Millis\": %.3f, \"p99Millis\": %.3f", percentile(50), percentile(99));
        return format(
                "{\"tasks\": %d, \"seconds\": %.6f, \"cpuSeconds\": %.6f, \"rssMiB\": %.1f%s}",
                tasks - warmUp, ended.time - began.time, ended.cpu - began.cpu, memoryMiB(), latency);
    }

    private double percentile(int percent) {
        return latencies[(latencies.length - 1) * percent / 100] / 1e6;
    }

    private double memoryMiB() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            String resident =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Integer.parseInt(resident.replaceAll("\\D", "")) / 1024.0;
        }
    }

    private static String format(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }
}
