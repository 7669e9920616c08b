package dev.warren.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs of a worker whose handler does nothing, on tasks that wait when it starts. */
final class NoOpWorker implements AutoCloseable {

    /** What Warren without events is called in the results. */
    static final String QUIET = "warren, no events";

    static final Map<String, String> NO_EVENTS = Map.of("WARREN_EVENTS_ENABLED", "false");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;
    private final String kind;
    private final WarrenPrograms programs;
    private final WarrenQueue queue;

    NoOpWorker(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.programs = programs;
        this.queue = new WarrenQueue(lab, kind);
        queue.declare(programs);
    }

    /**
     * One run.
     *
     * @param type what the handler is to do, or null for nothing
     * @param behind how many more wait, and are not run
     */
    Measured work(String name, int slots, int payload, String type, int behind, Map<String, String> more)
            throws Exception {
        String what = String.join(" ", name, kind, String.valueOf(slots), String.valueOf(payload), type);
        int tasks = lab.pace().tasks(what);
        queue.fill(tasks + behind, payload, type);
        Map<String, String> settings = new HashMap<>(more);
        settings.put("BENCH_TASKS", String.valueOf(tasks));
        settings.put("BENCH_WARMUP", String.valueOf(lab.warmUp(tasks)));
        try (WarrenProgram.Running running = programs.of(Build.WITH_NO_OP, name)
                .launch(lab.children(), lab.broker().amqpUrl(), "worker", queue.workerSettings(slots, settings))) {
            Measured measured = JSON.readValue(running.child().expectResult(PATIENCE), Measured.class)
                    .withRss(running.child().rssMiB());
            return lab.pace().learn(what, measured);
        } finally {
            queue.purge();
        }
    }

    @Override
    public void close() {
        queue.delete();
    }
}
