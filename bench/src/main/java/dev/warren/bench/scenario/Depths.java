package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks that do nothing, with so many more waiting behind them. */
public final class Depths implements Scenario {

    private static final int SLOTS = 10;

    private final Lab lab;
    private final String kind;
    private final NoOpWorker worker;

    public Depths(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.worker = new NoOpWorker(lab, programs, kind);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int behind : lab.isFull() ? List.of(1_000, 100_000, 1_000_000) : List.of(1_000, 100_000)) {
            String setting = "%,d more wait".formatted(behind).replace(',', ' ');
            for (Rival rival : lab.floor()) {
                Map<String, Integer> settings = Map.of("PREFETCH", SLOTS, "SLOTS", SLOTS, "BEHIND", behind);
                trials.add(Trial.ofTasks(
                        setting, rival.name(), () -> lab.run(rival, kind, "depth", settings, "fill", "work")));
            }
            trials.add(Trial.ofTasks(
                    setting,
                    NoOpWorker.QUIET,
                    () -> worker.work(NoOpWorker.QUIET, SLOTS, lab.payload(), null, behind, NoOpWorker.NO_EVENTS)));
        }
        return trials;
    }

    @Override
    public void close() {
        worker.close();
    }
}
