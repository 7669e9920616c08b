package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.process.WarrenPrograms;
import java.util.ArrayList;
import java.util.List;

/** Tasks that fail once and are tried again, and tasks that become dead letters; each of these is confirmed before the ack. */
public final class Failures implements Scenario {

    private final NoOpWorker worker;
    private final Lab lab;

    public Failures(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.worker = new NoOpWorker(lab, programs, kind);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        add(trials, "done at once", "");
        add(trials, "retried once", "retry");
        add(trials, "dead at once", "dead");
        return trials;
    }

    private void add(List<Trial> trials, String what, String type) {
        int slots = lab.settings().slots();
        NoOpWorker.Load load = new NoOpWorker.Load(slots, lab.settings().payload(), type, 0);
        trials.add(new Trial(
                "%s, %d slots".formatted(what, slots), NoOpWorker.LOUD, () -> worker.work(NoOpWorker.LOUD, load)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
