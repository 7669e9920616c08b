package dev.warren.bench;

import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.scenario.Batches;
import dev.warren.bench.scenario.Depths;
import dev.warren.bench.scenario.Failures;
import dev.warren.bench.scenario.Handlers;
import dev.warren.bench.scenario.Latency;
import dev.warren.bench.scenario.Starts;
import dev.warren.bench.scenario.Submits;
import dev.warren.bench.scenario.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured. */
enum Scenarios {
    SUBMIT("Submit", Aim.RATE, Submits::new),
    BATCH("Batch submit", Aim.RATE, Batches::new),
    WORK("Work", Aim.RATE, Work::new),
    LATENCY("Latency", Aim.LATENCY, Latency::new),
    START("Start", Aim.START, Starts::new),
    HANDLERS("Handlers", Aim.RATE, Handlers::new),
    DEPTH("Depth", Aim.RATE, Depths::new),
    FAILURES("Failures", Aim.RATE, Failures::new);

    private interface Opening {
        Scenario open(Lab lab, WarrenPrograms programs, String kind) throws Exception;
    }

    private final String title;
    private final Aim aim;
    private final Opening opening;

    Scenarios(String title, Aim aim, Opening opening) {
        this.title = title;
        this.aim = aim;
        this.opening = opening;
    }

    String title() {
        return title;
    }

    Aim aim() {
        return aim;
    }

    Scenario open(Lab lab, WarrenPrograms programs, String kind) throws Exception {
        return opening.open(lab, programs, kind);
    }

    /** The main ones, or all. */
    static List<Scenarios> among(boolean all) {
        return all ? List.of(values()) : List.of(SUBMIT, BATCH, WORK);
    }

    static String names() {
        return Arrays.stream(values()).map(Scenarios::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
