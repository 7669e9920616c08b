package dev.warren.bench;

import java.util.List;

/**
 * What scenarios vary.
 *
 * @param payloads bytes of a task
 * @param connections that submit, and messages under way of those that do not speak HTTP
 * @param prefetches of workers, which have as many slots
 * @param rates that latency is measured at
 * @param behind how many more tasks wait than are run
 */
public record Settings(Axis payloads, Axis connections, Axis prefetches, List<Rate> rates, List<Integer> behind) {

    static final Settings MAIN = new Settings(
            Axis.of(List.of(256)),
            Axis.of(List.of(64)),
            Axis.of(List.of(10)),
            List.of(new Rate(10, true), new Rate(50, true), new Rate(90, true)),
            List.of(1_000, 1_000_000));

    static final Settings ALL = new Settings(
            new Axis(List.of(256, 4096), List.of(256)),
            new Axis(List.of(1, 16, 64, 256), List.of(64)),
            new Axis(List.of(1, 10, 100), List.of(10)),
            MAIN.rates(),
            List.of(1_000, 100_000, 1_000_000));

    public int payload() {
        return payloads.main();
    }

    /** Of a worker, where a scenario does not vary them. */
    public int slots() {
        return prefetches.main();
    }
}
