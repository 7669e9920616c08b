package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.EmptyAnswers;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks that do nothing, run by an HTTP endpoint on the same machine and by a command. */
public final class Handlers implements Scenario {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Lab lab;
    private final String kind;
    private final WarrenProgram program;
    private final WarrenQueue queue;
    private final EmptyAnswers endpoint = new EmptyAnswers();

    public Handlers(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.program = programs.of(Build.PACKAGED, "warren");
        this.queue = new WarrenQueue(lab, kind);
        queue.declare(programs);
    }

    @Override
    public List<Trial> trials() throws IOException {
        Map<String, String> http = Map.of("WARREN_WORKER_HANDLER", "http", "WARREN_WORKER_HTTP_URL", endpoint.url());
        Map<String, String> exec = Map.of("WARREN_WORKER_HANDLER", "exec", "WARREN_WORKER_EXEC_COMMAND", "exec true");
        List<Trial> trials = new ArrayList<>();
        for (int slots : lab.isFull() ? List.of(1, 10, 100) : List.of(10)) {
            trials.add(Trial.ofTasks(slots + " slots", "warren, HTTP handler", () -> work("http", slots, http)));
            trials.add(Trial.ofTasks(slots + " slots", "warren, exec handler", () -> work("exec", slots, exec)));
        }
        return trials;
    }

    private Measured work(String handler, int slots, Map<String, String> settings) throws Exception {
        String what = String.join(" ", handler, kind, String.valueOf(slots));
        int tasks = lab.pace().tasks(what);
        queue.fill(tasks, lab.payload(), null);
        try (WarrenProgram.Running worker = program.launch(
                lab.children(), lab.broker().amqpUrl(), "worker", queue.workerSettings(slots, settings))) {
            int counted = tasks - lab.warmUp(tasks);
            long left = awaitFewer(counted);
            double cpu = worker.child().cpuSeconds();
            long begin = System.nanoTime();
            awaitFewer(0);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Measured measured = Measured.of(left, seconds, worker.child().cpuSeconds() - cpu)
                    .withRss(worker.child().rssMiB());
            return lab.pace().learn(what, measured);
        } finally {
            queue.purge();
        }
    }

    /** @return how many wait when so many do, or fewer */
    private long awaitFewer(int tasks) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        long waiting = lab.queues().waiting(queue.name());
        while (waiting > tasks) {
            if (System.nanoTime() > until) {
                throw new IOException(waiting + " tasks still wait");
            }
            Thread.sleep(LOOK.toMillis());
            waiting = lab.queues().waiting(queue.name());
        }
        return waiting;
    }

    @Override
    public void close() {
        try {
            endpoint.close();
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
        }
        queue.delete();
    }
}
