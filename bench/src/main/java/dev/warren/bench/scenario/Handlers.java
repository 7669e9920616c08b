package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Pace;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.EmptyAnswers;
import dev.warren.bench.process.Child;
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
    private static final double COMMANDS_PER_SECOND = 200;

    private final Lab lab;
    private final String kind;
    private final WarrenPrograms programs;
    private final WarrenQueue queue;
    private final EmptyAnswers endpoint = new EmptyAnswers();
    private final Map<String, String> http =
            Map.of("WARREN_WORKER_HANDLER", "http", "WARREN_WORKER_HTTP_URL", endpoint.url());
    private final Map<String, String> exec =
            Map.of("WARREN_WORKER_HANDLER", "exec", "WARREN_WORKER_EXEC_COMMAND", "exec true");

    public Handlers(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.programs = programs;
        this.queue = new WarrenQueue(lab, kind);
        queue.declare(programs);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int slots : lab.settings().prefetches().values()) {
            add(trials, slots, "warren, HTTP handler", () -> programs.of(Build.PACKAGED, "warren"), http);
            add(trials, slots, "warren, HTTP handler, native", () -> programs.nativeProgram("warren-native"), http);
            add(trials, slots, "warren, exec handler", () -> programs.of(Build.PACKAGED, "warren"), exec);
        }
        return trials;
    }

    private interface Program {
        WarrenProgram get() throws Exception;
    }

    private void add(List<Trial> trials, int slots, String name, Program program, Map<String, String> settings) {
        double guess = settings.equals(exec) ? COMMANDS_PER_SECOND : Pace.guess(slots) / 2;
        String pace = String.join(" ", name, kind, String.valueOf(slots));
        trials.add(new Trial(slots + " slots", name, () -> lab.pace()
                .run(pace, guess, tasks -> work(program.get(), slots, settings, tasks))));
    }

    private Measured work(WarrenProgram program, int slots, Map<String, String> settings, int tasks) throws Exception {
        queue.fill(tasks, lab.settings().payload(), "");
        try (WarrenProgram.Running worker = program.launch(
                lab.children(), lab.broker().amqpUrl(), "worker", queue.workerSettings(slots, settings))) {
            Child child = worker.child();
            long left = awaitFewer(tasks - lab.lengths().warmUp(tasks), child);
            double cpu = child.consumption().cpuSeconds();
            long begin = System.nanoTime();
            awaitFewer(0, child);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return Measured.of(left, seconds, child.consumption().cpuSeconds() - cpu)
                    .withRss(child.consumption().rssMiB());
        } finally {
            queue.purge();
        }
    }

    /** @return how many wait when so many do, or fewer */
    private long awaitFewer(int tasks, Child worker) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        long waiting = queue.waiting();
        while (waiting > tasks) {
            if (System.nanoTime() > until || !worker.isAlive()) {
                throw new IOException(waiting + " tasks still wait: " + worker.lastLine());
            }
            Thread.sleep(LOOK.toMillis());
            waiting = queue.waiting();
        }
        return waiting;
    }

    @Override
    public void close() {
        endpoint.close();
        queue.delete();
    }
}
