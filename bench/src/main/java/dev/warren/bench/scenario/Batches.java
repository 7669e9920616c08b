package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.ClosedLoop;
import dev.warren.bench.load.Requests;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenProgram;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Batches of tasks over HTTP; the bare client publishes with as many under way as a batch has. */
public final class Batches implements Scenario {

    private static final int SIZE = 1000;
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final String SETTING = "batches of " + SIZE;

    private final Lab lab;
    private final String kind;
    private final WarrenQueue queue;
    private final WarrenProgram.Running gateway;
    private boolean warm;

    public Batches(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.queue = new WarrenQueue(lab, kind);
        this.gateway = queue.gateway(programs.of(Build.PACKAGED, "warren"), Map.of());
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Rival rival : lab.floor()) {
            trials.add(Trial.ofTasks(
                    SETTING, rival.name(), () -> lab.run(rival, kind, SETTING, Map.of("WINDOW", SIZE), "submit")));
        }
        trials.add(Trial.ofTime(SETTING, "warren", () -> submit(1)));
        trials.add(Trial.ofTime(SETTING, "warren, 4 connections", () -> submit(4)));
        return trials;
    }

    private Measured submit(int connections) throws Exception {
        if (!warm) {
            warm = true;
            submit(connections, lab.lengths().service());
        }
        return submit(connections, SETTLING);
    }

    private Measured submit(int connections, Duration warmUp) throws Exception {
        byte[] batch = Requests.batch("/api/queues/" + queue.name() + "/tasks/batch", SIZE, lab.payload());
        Measured measured = new ClosedLoop(gateway.http(), batch, SIZE, gateway.child()::cpuSeconds)
                .run(connections, warmUp, lab.lengths().measured());
        queue.purge();
        return measured.withRss(gateway.child().rssMiB());
    }

    @Override
    public void close() {
        gateway.close();
        queue.delete();
    }
}
