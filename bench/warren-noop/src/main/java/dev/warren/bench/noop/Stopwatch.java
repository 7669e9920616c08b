package dev.warren.bench.noop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Times the runs after the warm-up, and the CPU that this process takes for them; prints that when the last has come. */
final class Stopwatch {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int tasks = number("BENCH_TASKS");
    private final int warmUp = number("BENCH_WARMUP");
    private int done;
    private long begunAt = System.nanoTime();
    private long begunCpu = system.getProcessCpuTime();

    private static int number(String name) {
        return Integer.parseInt(System.getenv().getOrDefault(name, "0"));
    }

    synchronized void done() {
        done++;
        if (done == warmUp) {
            begunAt = System.nanoTime();
            begunCpu = system.getProcessCpuTime();
        }
        if (done == tasks) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "{\"tasks\":%d,\"seconds\":%.4f,\"cpuSeconds\":%.4f}",
                    tasks - warmUp,
                    (System.nanoTime() - begunAt) / 1e9,
                    (system.getProcessCpuTime() - begunCpu) / 1e9));
        }
    }
}
