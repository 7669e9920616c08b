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
        int slots = lab.settings().slots();
        int payload = lab.settings().payload();
        List<Trial> trials = new ArrayList<>();
        for (int behind : lab.settings().behind()) {
            String setting = "%,d more wait".formatted(behind).replace(',', ' ');
            for (Rival rival : lab.rivals(false)) {
                Map<String, Integer> settings = Map.of("PREFETCH", slots, "SLOTS", slots, "BEHIND", behind);
                trials.add(new Trial(
                        setting, rival.name(), () -> lab.run(rival, kind, "depth", settings, "fill", "work")));
            }
            NoOpWorker.Load load = new NoOpWorker.Load(slots, payload, "", behind);
            trials.add(new Trial(setting, NoOpWorker.LOUD, () -> worker.work(NoOpWorker.LOUD, load)));
        }
        return trials;
    }

    @Override
    public void close() {
        worker.close();
    }
}
