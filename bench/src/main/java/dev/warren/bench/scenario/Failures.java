package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.process.WarrenPrograms;
import java.util.List;
import java.util.Map;

/** Tasks that fail once and are tried again, and tasks that become dead letters; each of these is confirmed before the ack. */
public final class Failures implements Scenario {

    private static final int SLOTS = 10;

    private final NoOpWorker worker;
    private final Lab lab;

    public Failures(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.worker = new NoOpWorker(lab, programs, kind);
    }

    @Override
    public List<Trial> trials() {
        return List.of(
                Trial.ofTasks("retried once, " + SLOTS + " slots", "warren", () -> work("retry")),
                Trial.ofTasks("dead at once, " + SLOTS + " slots", "warren", () -> work("dead")));
    }

    private Measured work(String type) throws Exception {
        return worker.work("warren", SLOTS, lab.payload(), type, 0, Map.of());
    }

    @Override
    public void close() {
        worker.close();
    }
}
