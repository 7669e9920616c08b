package dev.warren.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.ClosedLoop;
import dev.warren.bench.load.OpenLoop;
import dev.warren.bench.load.Requests;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From when a task is due to be submitted over HTTP to when its handler starts, at parts of the rate that gateway and worker
 * sustain together. The bare client publishes and consumes at the same rates.
 */
public final class Latency implements Scenario {

    private static final int SLOTS = 10;
    private static final int CONNECTIONS = 64;
    private static final List<Integer> PERCENT = List.of(10, 50, 90);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;
    private final String kind;
    private final WarrenPrograms programs;
    private final WarrenQueue queue;
    private final WarrenProgram.Running gateway;
    private final byte[] request;
    private final int payload;
    private final double sustained;

    public Latency(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.programs = programs;
        this.queue = new WarrenQueue(lab, kind);
        this.payload = Math.max(Long.BYTES, lab.payload());
        this.request = Requests.submit("/api/queues/" + queue.name() + "/tasks", payload);
        this.gateway = queue.gateway(programs.of(Build.PACKAGED, "warren"), Map.of());
        this.sustained = sustained();
        System.err.printf("bench: gateway and worker sustain %.0f tasks/s together%n", sustained);
    }

    /** What is submitted, less what piles up meanwhile. */
    private double sustained() throws Exception {
        try (WarrenProgram.Running worker = worker(Map.of())) {
            ClosedLoop load = new ClosedLoop(gateway.http(), request, 1, gateway.child()::cpuSeconds);
            load.run(CONNECTIONS, lab.lengths().warmUp(), lab.lengths().measured());
            long before = lab.queues().waiting(queue.name());
            Measured submitted =
                    load.run(CONNECTIONS, Duration.ZERO, lab.lengths().measured());
            long piledUp = lab.queues().waiting(queue.name()) - before;
            return (submitted.tasks() - Math.max(0, piledUp)) / submitted.seconds();
        } finally {
            queue.purge();
        }
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int percent : PERCENT) {
            int perSecond = Math.max(1, (int) (sustained * percent / 100));
            String setting = percent + " % of what is sustained";
            for (Rival rival : lab.floor()) {
                trials.add(Trial.ofTime(setting, rival.name(), () -> relay(rival, perSecond)));
            }
            trials.add(Trial.ofTime(setting, "warren", () -> submit(perSecond)));
        }
        return trials;
    }

    private Measured relay(Rival rival, int perSecond) throws Exception {
        Map<String, Integer> settings = Map.of(
                "RATE", perSecond,
                "TASKS", tasks(perSecond),
                "WARMUP", lab.warmUp(tasks(perSecond)),
                "PREFETCH", SLOTS,
                "SLOTS", SLOTS,
                "PAYLOAD", payload);
        return lab.run(rival, kind, "relay", settings, "relay");
    }

    private Measured submit(int perSecond) throws Exception {
        int tasks = tasks(perSecond);
        try (WarrenProgram.Running worker = worker(Map.of(
                "BENCH_TIMED", "true",
                "BENCH_TASKS", String.valueOf(tasks),
                "BENCH_WARMUP", String.valueOf(lab.warmUp(tasks))))) {
            new OpenLoop(gateway.http(), request, payload).run(tasks, perSecond);
            return JSON.readValue(worker.child().expectResult(PATIENCE), Measured.class);
        } finally {
            queue.purge();
        }
    }

    private int tasks(int perSecond) {
        return (int) (perSecond * lab.lengths().whole().toMillis() / 1000);
    }

    private WarrenProgram.Running worker(Map<String, String> settings) throws Exception {
        return programs.of(Build.WITH_NO_OP, "warren")
                .start(
                        lab.children(),
                        lab.broker().amqpUrl(),
                        "worker",
                        queue.workerSettings(SLOTS, new HashMap<>(settings)));
    }

    @Override
    public void close() {
        gateway.close();
        queue.delete();
    }
}
