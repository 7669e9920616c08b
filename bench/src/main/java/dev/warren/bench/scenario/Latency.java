package dev.warren.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Rate;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.ClosedLoop;
import dev.warren.bench.load.OpenLoop;
import dev.warren.bench.load.Requests;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.Server;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From when a task is due to be submitted over HTTP to when its handler starts, at parts of the rate that gateway and worker
 * sustain together. The bare client publishes and consumes at the same rates.
 */
public final class Latency implements Scenario {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration IN_TIME = Duration.ofMillis(300);
    private static final double SLOWER = 0.85;
    private static final int LEAST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;
    private final String kind;
    private final WarrenQueue queue;
    private final Server gateway;
    private final WarrenProgram.Running worker;
    private final OpenLoop load;
    private final int payload;
    private final double sustained;

    public Latency(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.queue = new WarrenQueue(lab, kind);
        this.payload = Math.max(OpenLoop.STAMP, lab.settings().payload());
        this.gateway = queue.gateway(programs.of(Build.PACKAGED, "warren"), Map.of());
        this.worker = programs.of(Build.WITH_NO_OP, "warren")
                .start(
                        lab.children(),
                        lab.broker().amqpUrl(),
                        "worker",
                        queue.workerSettings(lab.settings().slots(), Map.of("BENCH_TIMED", "true")));
        this.load = new OpenLoop(gateway, payload);
        this.sustained = sustained();
        System.err.printf("bench: gateway and worker sustain %.0f tasks/s together%n", sustained);
    }

    /** The first of several rates, each lower than the one before, that leaves nothing behind. */
    private double sustained() throws Exception {
        int connections = lab.settings().connections().main();
        ClosedLoop unbounded = new ClosedLoop(gateway, Requests.submit(gateway.tasks(), payload), 1);
        unbounded.warmUp(connections, lab.lengths().service());
        long before = queue.waiting();
        Measured submitted = unbounded.measure(connections, lab.lengths().measured());
        double rate = (submitted.tasks() - Math.max(0, queue.waiting() - before)) / submitted.seconds();
        queue.purge();
        while (!keepsUp(rate) && !keepsUp(rate)) { // once may be something else that the machine did
            rate *= SLOWER;
            if (rate < LEAST) {
                throw new IOException("not even " + LEAST + " tasks/s are sustained");
            }
        }
        return rate;
    }

    private boolean keepsUp(double rate) throws Exception {
        int perSecond = (int) rate;
        Duration late = load.run(tasks(perSecond, lab.lengths().warmUp()), perSecond, false);
        boolean isInTime = late.compareTo(IN_TIME) < 0 && queue.waiting() < rate * IN_TIME.toMillis() / 1000;
        queue.purge();
        return isInTime;
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Rate rate : lab.settings().rates()) {
            int perSecond = rate.perSecond(sustained);
            String setting = rate.isShare() ? "%s, %d tasks/s".formatted(rate, perSecond) : rate.toString();
            for (Rival rival : lab.rivals(false)) {
                trials.add(new Trial(setting, rival.name(), () -> relay(rival, perSecond)));
            }
            trials.add(new Trial(setting, "warren", () -> submit(perSecond)));
        }
        return trials;
    }

    private Measured relay(Rival rival, int perSecond) throws Exception {
        int tasks = tasks(perSecond, lab.lengths().whole());
        int slots = lab.settings().slots();
        Map<String, Integer> settings = Map.of(
                "RATE", perSecond,
                "TASKS", tasks,
                "WARMUP", lab.lengths().warmUp(tasks),
                "PREFETCH", slots,
                "SLOTS", slots,
                "PAYLOAD", payload);
        return lab.runOnce(rival, kind, settings, "relay");
    }

    private Measured submit(int perSecond) throws Exception {
        try {
            load.run(tasks(perSecond, Duration.ofSeconds(1)), perSecond, false);
            double cpu = cpuSeconds();
            load.run(tasks(perSecond, lab.lengths().measured()), perSecond, true);
            Measured measured = JSON.readValue(worker.child().expectResult(PATIENCE), Measured.class);
            return measured.withCpu(cpuSeconds() - cpu)
                    .withRss(gateway.consumption().rssMiB()
                            + worker.child().consumption().rssMiB());
        } finally {
            queue.purge();
        }
    }

    private double cpuSeconds() {
        return gateway.consumption().cpuSeconds() + worker.child().consumption().cpuSeconds();
    }

    private static int tasks(int perSecond, Duration length) {
        return (int) Math.max(LEAST, perSecond * length.toMillis() / 1000);
    }

    @Override
    public void close() {
        worker.close();
        gateway.close();
        queue.delete();
    }
}
