package dev.warren.bench.scenario;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Scenario;
import dev.warren.bench.Trial;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenPrograms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks that do nothing, waiting when the worker starts, run by a handler in Java. */
public final class Work implements Scenario {

    private static final int LARGE = 4096;
    private static final String WARREN = "warren";

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
        Set<Integer> payloads = new LinkedHashSet<>(List.of(lab.payload()));
        if (lab.isFull()) {
            payloads.add(LARGE);
        }
        for (int payload : payloads) {
            for (int prefetch : lab.isFull() ? List.of(1, 10, 100) : List.of(10)) {
                addTrials(trials, prefetch, payload);
            }
        }
        return trials;
    }

    private void addTrials(List<Trial> trials, int prefetch, int payload) {
        String setting = "prefetch " + prefetch + ", " + payload + " B";
        boolean withRivals = payload == lab.payload() && (prefetch == 10 || lab.isFull());
        Map<String, Integer> settings = Map.of("PREFETCH", prefetch, "SLOTS", prefetch, "PAYLOAD", payload);
        for (Rival rival : withRivals ? lab.rivals() : lab.floor()) {
            trials.add(Trial.ofTasks(
                    setting, rival.name(), () -> lab.run(rival, kind, setting, settings, "fill", "work")));
        }
        trials.add(Trial.ofTasks(setting, WARREN, () -> work(WARREN, prefetch, payload, Map.of())));
        trials.add(Trial.ofTasks(
                setting, NoOpWorker.QUIET, () -> work(NoOpWorker.QUIET, prefetch, payload, NoOpWorker.NO_EVENTS)));
    }

    private Measured work(String name, int slots, int payload, Map<String, String> settings) throws Exception {
        return worker.work(name, slots, payload, null, 0, settings);
    }

    @Override
    public void close() {
        worker.close();
    }
}
