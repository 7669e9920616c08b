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
import java.util.Optional;

/** HTTP to confirm to {@code 202}, by so many connections; what is no server publishes with as many under way. */
public final class Submits implements Scenario {

    private final Lab lab;
    private final String kind;
    private final WarrenQueue queue;
    private final List<Rival> publishers = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** A contestant that is a server. */
    private record Endpoint(String contestant, Server server, String queue, boolean isRival) {}

    public Submits(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        this.lab = lab;
        this.kind = kind;
        this.queue = new WarrenQueue(lab, kind);
        for (Rival rival :
                lab.rivals(true).stream().map(Rival::withoutVariant).distinct().toList()) {
            Optional<Server> server = rival.serve(lab.children(), lab.environment(rival, kind, Map.of()));
            server.ifPresentOrElse(
                    its -> endpoints.add(new Endpoint(rival.name(), its, Lab.queueOf(rival), true)),
                    () -> publishers.add(rival));
        }
        addGateway("warren", programs, Map.of());
        addGateway(NoOpWorker.QUIET, programs, NoOpWorker.NO_EVENTS);
        Server gateway = queue.gateway(programs.of(Build.WITH_NO_OP, "http alone"), NoOpWorker.NO_EVENTS);
        Server atOnce = new Server(gateway.child(), gateway.tasks().resolve("/at-once"), gateway.consumption());
        endpoints.add(new Endpoint("http alone", atOnce, queue.name(), false));
        for (Endpoint endpoint : endpoints) {
            load(endpoint, lab.settings().payload())
                    .warmUp(lab.settings().connections().main(), lab.lengths().service());
            lab.queues().purge(endpoint.queue());
        }
    }

    private void addGateway(String name, WarrenPrograms programs, Map<String, String> settings) throws Exception {
        Server gateway = queue.gateway(programs.of(Build.PACKAGED, name), settings);
        endpoints.add(new Endpoint(name, gateway, queue.name(), false));
    }

    private static ClosedLoop load(Endpoint endpoint, int payload) {
        Server server = endpoint.server();
        return new ClosedLoop(server, Requests.submit(server.tasks(), payload), 1);
    }

    @Override
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int payload : lab.settings().payloads().values()) {
            for (int connections : lab.settings().connections().values()) {
                addTrials(trials, connections, payload);
            }
        }
        return trials;
    }

    private void addTrials(List<Trial> trials, int connections, int payload) {
        String setting = "%d connections, %d B".formatted(connections, payload);
        boolean withRivals = lab.settings().connections().hasRivals(connections)
                && lab.settings().payloads().hasRivals(payload);
        Map<String, Integer> settings = Map.of("WINDOW", connections, "PAYLOAD", payload);
        for (Rival rival : publishers) {
            if (withRivals || rival.isFloor()) {
                trials.add(new Trial(setting, rival.name(), () -> lab.run(rival, kind, setting, settings, "submit")));
            }
        }
        for (Endpoint endpoint : endpoints) {
            if (withRivals || !endpoint.isRival()) {
                trials.add(new Trial(setting, endpoint.contestant(), () -> {
                    Measured measured = load(endpoint, payload)
                            .measure(connections, lab.lengths().measured());
                    lab.queues().purge(endpoint.queue());
                    return measured;
                }));
            }
        }
    }

    @Override
    public void close() {
        for (Endpoint endpoint : endpoints) {
            endpoint.server().close();
            lab.queues().delete(endpoint.queue());
        }
        queue.delete();
    }
}
