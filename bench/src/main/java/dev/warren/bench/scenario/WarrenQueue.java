package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.process.Server;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The queue of Warren's own runs, as Warren declares it. */
final class WarrenQueue {

    private final Lab lab;
    private final String name;
    private final Map<String, String> settings;

    WarrenQueue(Lab lab, String kind) {
        this.lab = lab;
        this.name = "bench" + kind;
        this.settings = Map.of("WARREN_QUEUES__" + name.toUpperCase(Locale.ROOT) + "__KIND", kind);
    }

    String name() {
        return name;
    }

    /** A gateway, which declares the queue; ready. */
    Server gateway(WarrenProgram program, Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        WarrenProgram.Running running =
                program.start(lab.children(), lab.broker().amqpUrl(), "gateway", all);
        return new Server(
                running.child(),
                URI.create("http://127.0.0.1:%d/api/queues/%s/tasks"
                        .formatted(running.http().getPort(), name)),
                running.child().consumption());
    }

    /** What a worker of this queue is given. */
    Map<String, String> workerSettings(int slots, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("WARREN_WORKER_QUEUE", name);
        all.put("WARREN_WORKER_CONCURRENCY", String.valueOf(slots));
        all.putAll(more);
        return all;
    }

    /** Has it declared by a gateway that ends again. */
    void declare(WarrenPrograms programs) throws Exception {
        gateway(programs.of(Build.PACKAGED, "warren"), Map.of()).close();
    }

    void fill(int tasks, int payload, String type) throws Exception {
        lab.queues().fill(name, tasks, payload, type);
    }

    long waiting() throws Exception {
        return lab.queues().waiting(name);
    }

    void purge() throws Exception {
        lab.queues().purge(name);
    }

    void delete() {
        lab.queues().delete(name);
        lab.queues().delete(name + ".dead");
    }
}
