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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** HTTP to confirm to {@code 202}, by so many connections; others publish with as many under way. */
public final class Submits implements Scenario {

    private static final int RIVALS_AT = 64;
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final String AT_ONCE = "http alone";

    private final Lab lab;
    private final String kind;
    private final WarrenQueue queue;
    private final Map<String, WarrenProgram.Running> gateways = new LinkedHashMap<>();
    private final Set<String> warm = new HashSet<>();

    public Submits(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.queue = new WarrenQueue(lab, kind);
        gateways.put("warren", queue.gateway(programs.of(Build.PACKAGED, "warren"), Map.of()));
        gateways.put(
                NoOpWorker.QUIET, queue.gateway(programs.of(Build.PACKAGED, NoOpWorker.QUIET), NoOpWorker.NO_EVENTS));
        gateways.put(AT_ONCE, queue.gateway(programs.of(Build.WITH_NO_OP, AT_ONCE), NoOpWorker.NO_EVENTS));
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int connections : lab.isFull() ? List.of(1, 16, 64, 256) : List.of(RIVALS_AT)) {
            String setting = connections + " connections";
            for (Rival rival : connections == RIVALS_AT ? lab.rivals() : lab.floor()) {
                trials.add(Trial.ofTasks(
                        setting,
                        rival.name(),
                        () -> lab.run(rival, kind, setting, Map.of("WINDOW", connections), "submit")));
            }
            for (String gateway : gateways.keySet()) {
                trials.add(Trial.ofTime(setting, gateway, () -> submit(gateway, connections)));
            }
        }
        return trials;
    }

    private Measured submit(String name, int connections) throws Exception {
        if (warm.add(name)) {
            submit(name, RIVALS_AT, lab.lengths().service());
        }
        return submit(name, connections, SETTLING);
    }

    private Measured submit(String name, int connections, Duration warmUp) throws Exception {
        WarrenProgram.Running gateway = gateways.get(name);
        String path = name.equals(AT_ONCE) ? "/at-once" : "/api/queues/" + queue.name() + "/tasks";
        ClosedLoop load =
                new ClosedLoop(gateway.http(), Requests.submit(path, lab.payload()), 1, gateway.child()::cpuSeconds);
        Measured measured =
                load.run(connections, lab.lengths().warmUp(), lab.lengths().measured());
        queue.purge();
        return measured.withRss(gateway.child().rssMiB());
    }

    @Override
    public void close() {
        gateways.values().forEach(WarrenProgram.Running::close);
        queue.delete();
    }
}
