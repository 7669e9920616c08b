package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks that do nothing, waiting when the worker starts, run by a handler in Java. */
public final class Work implements Scenario {

    private final Lab lab;
    private final String kind;
    private final NoOpWorker worker;

    public Work(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.worker = new NoOpWorker(lab, programs, kind);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int payload : lab.settings().payloads().values()) {
            for (int prefetch : lab.settings().prefetches().values()) {
                addTrials(trials, prefetch, payload);
            }
        }
        return trials;
    }

    private void addTrials(List<Trial> trials, int prefetch, int payload) {
        String setting = "prefetch %d, %d B".formatted(prefetch, payload);
        boolean withRivals = lab.settings().payloads().hasRivals(payload)
                && lab.settings().prefetches().hasRivals(prefetch);
        Map<String, Integer> settings = Map.of("PREFETCH", prefetch, "SLOTS", prefetch, "PAYLOAD", payload);
        for (Rival rival : lab.rivals(withRivals)) {
            trials.add(new Trial(setting, rival.name(), () -> lab.run(rival, kind, setting, settings, "fill", "work")));
        }
        NoOpWorker.Load load = NoOpWorker.Load.of(prefetch, payload);
        trials.add(new Trial(setting, NoOpWorker.LOUD, () -> worker.work(NoOpWorker.LOUD, load)));
        trials.add(new Trial(setting, NoOpWorker.QUIET, () -> worker.work(NoOpWorker.QUIET, load)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
