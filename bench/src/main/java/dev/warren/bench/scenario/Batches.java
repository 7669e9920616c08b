package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.load.ClosedLoop;
import dev.warren.bench.load.Requests;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.Server;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.process.WarrenPrograms.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Batches of tasks over HTTP; the bare client publishes with as many under way as a batch has. */
public final class Batches implements Scenario {

    private static final int SIZE = 1000;
    private static final int SEVERAL = 4;

    private final Lab lab;
    private final String kind;
    private final WarrenQueue queue;
    private final Server gateway;

    public Batches(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.queue = new WarrenQueue(lab, kind);
        this.gateway = queue.gateway(programs.of(Build.PACKAGED, "warren"), Map.of());
        load(lab.settings().payload()).warmUp(SEVERAL, lab.lengths().service());
        queue.purge();
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int payload : lab.settings().payloads().values()) {
            String setting = "batches of " + SIZE + ", " + payload + " B";
            for (Rival rival : lab.rivals(false)) {
                Map<String, Integer> settings = Map.of("WINDOW", SIZE, "PAYLOAD", payload);
                trials.add(new Trial(setting, rival.name(), () -> lab.run(rival, kind, setting, settings, "submit")));
            }
            trials.add(new Trial(setting, "warren", () -> submit(payload, 1)));
            trials.add(new Trial(setting, "warren, " + SEVERAL + " connections", () -> submit(payload, SEVERAL)));
        }
        return trials;
    }

    private ClosedLoop load(int payload) {
        return new ClosedLoop(gateway, Requests.batch(gateway.tasks(), SIZE, payload), SIZE);
    }

    private Measured submit(int payload, int connections) throws Exception {
        Measured measured = load(payload).measure(connections, lab.lengths().measured());
        queue.purge();
        return measured;
    }

    @Override
    public void close() {
        gateway.close();
        queue.delete();
    }
}
