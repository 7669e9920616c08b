package dev.warren.bench.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Pace;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs of a worker whose handler does nothing, on tasks that wait when it starts. */
final class NoOpWorker implements AutoCloseable {

    /** What Warren is called in the results. */
    static final String LOUD = "warren";

    /** The same without events. */
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
     * What waits.
     *
     * @param type what the handler is to do, or empty for nothing
     * @param behind how many more wait, and are not run
     */
    record Load(int slots, int payload, String type, int behind) {

        static Load of(int slots, int payload) {
            return new Load(slots, payload, "", 0);
        }

        private String pace() {
            return String.join(" ", String.valueOf(slots), String.valueOf(payload), type);
        }

        /** Dead letters and retries take several times as long. */
        private double guess() {
            return type.isEmpty() ? Pace.guess(slots) : Pace.guess(slots) / 4;
        }
    }

    /** One run of Warren with events or without, as its name says. */
    Measured work(String name, Load load) throws Exception {
        return lab.pace()
                .run(String.join(" ", name, kind, load.pace()), load.guess(), tasks -> work(name, load, tasks));
    }

    private Measured work(String name, Load load, int tasks) throws Exception {
        queue.fill(tasks + load.behind(), load.payload(), load.type());
        Map<String, String> settings = new HashMap<>(name.equals(QUIET) ? NO_EVENTS : Map.of());
        settings.put("BENCH_TASKS", String.valueOf(tasks));
        settings.put("BENCH_WARMUP", String.valueOf(lab.lengths().warmUp(tasks)));
        try (WarrenProgram.Running running = programs.of(Build.WITH_NO_OP, name)
                .launch(
                        lab.children(),
                        lab.broker().amqpUrl(),
                        "worker",
                        queue.workerSettings(load.slots(), settings))) {
            return JSON.readValue(running.child().expectResult(PATIENCE), Measured.class)
                    .withRss(running.child().consumption().rssMiB());
        } finally {
            queue.purge();
        }
    }

    @Override
    public void close() {
        queue.delete();
    }
}
