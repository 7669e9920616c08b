package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.EmptyAnswers;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** From before a worker's process is started to when the task that waits for it is done; and its memory some seconds later. */
public final class Starts implements Scenario {

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private final String kind;
    private final WarrenPrograms programs;
    private final WarrenQueue queue;
    private final EmptyAnswers endpoint = new EmptyAnswers();

    public Starts(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.programs = programs;
        this.queue = new WarrenQueue(lab, kind);
        queue.declare(programs);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        int slots = lab.settings().slots();
        String first = "first task done";
        for (Rival rival : lab.rivals(true)) {
            Map<String, Integer> one = Map.of("TASKS", 1, "WARMUP", 0, "PREFETCH", slots, "SLOTS", slots);
            trials.add(new Trial(first, rival.name(), () -> lab.runOnce(rival, kind, one, "fill", "start")));
        }
        trials.add(new Trial(first, "warren, Java handler", () -> byJava(programs.plain(Build.WITH_NO_OP, "warren"))));
        trials.add(new Trial(
                first, "warren, Java handler, AOT cache", () -> byJava(programs.cached(Build.WITH_NO_OP, "warren"))));
        trials.add(new Trial(first, "warren, HTTP handler", () -> byHttp(programs.plain(Build.PACKAGED, "warren"))));
        trials.add(new Trial(
                first, "warren, HTTP handler, AOT cache", () -> byHttp(programs.cached(Build.PACKAGED, "warren"))));
        trials.add(new Trial(
                first, "warren, HTTP handler, native", () -> byHttp(programs.nativeProgram("warren-native"))));
        return trials;
    }

    private Measured byJava(WarrenProgram program) throws Exception {
        return start(program, Map.of("BENCH_TASKS", "1", "BENCH_WARMUP", "0"), child -> {
            child.child().expectResult(PATIENCE);
            return System.nanoTime();
        });
    }

    private Measured byHttp(WarrenProgram program) throws Exception {
        BlockingQueue<Long> next = endpoint.next();
        Map<String, String> settings =
                Map.of("WARREN_WORKER_HANDLER", "http", "WARREN_WORKER_HTTP_URL", endpoint.url());
        return start(program, settings, child -> {
            Long answered = next.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answered == null) {
                throw new IOException("no task has come: " + child.child().lastLine());
            }
            return answered;
        });
    }

    private interface FirstTask {
        long doneAt(WarrenProgram.Running worker) throws Exception;
    }

    private Measured start(WarrenProgram program, Map<String, String> settings, FirstTask task) throws Exception {
        queue.fill(1, lab.settings().payload(), "");
        long begin = System.nanoTime();
        try (WarrenProgram.Running worker = program.launch(
                lab.children(),
                lab.broker().amqpUrl(),
                "worker",
                queue.workerSettings(lab.settings().slots(), settings))) {
            double seconds = (task.doneAt(worker) - begin) / 1e9;
            double cpu = worker.child().consumption().cpuSeconds();
            Thread.sleep(SETTLING.toMillis()); // what it took to start is given back by then
            return Measured.of(1, seconds, cpu)
                    .withRss(worker.child().consumption().rssMiB());
        } finally {
            queue.purge();
        }
    }

    @Override
    public void close() {
        endpoint.close();
        queue.delete();
    }
}
