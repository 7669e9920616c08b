package dev.warren.bench;

import dev.warren.bench.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Makes the runs of scenarios, round by round, and keeps what they came to. */
final class Rounds {

    private final int rounds;
    private final Report report;
    private final List<Sample> samples = new ArrayList<>();

    Rounds(int rounds, Report report) {
        this.rounds = rounds;
        this.report = report;
    }

    /** The first round only shows how long runs have to be; it is not kept. */
    void run(Scenarios what, String kind, Scenario scenario) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            List<Trial> trials = new ArrayList<>(scenario.trials());
            if (round % 2 == 0) {
                Collections.reverse(trials); // who comes after whom is not always the same
            }
            if (round == 0) {
                trials.removeIf(trial -> !trial.isPaced());
            }
            for (Trial trial : trials) {
                Sample sample = sample(what, kind, trial, round);
                say(sample);
                if (round > 0) {
                    samples.add(sample);
                }
            }
        }
        report.write(samples);
    }

    private Sample sample(Scenarios what, String kind, Trial trial, int round) throws InterruptedException {
        try {
            Measured measured = trial.run().measure();
            return new Sample(
                    what.title(), what.aim(), kind, trial.setting(), trial.contestant(), round, measured, null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Sample(
                    what.title(), what.aim(), kind, trial.setting(), trial.contestant(), round, null, reason(e));
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static void say(Sample sample) {
        String came = sample.measured() == null
                ? sample.failure()
                : switch (sample.aim()) {
                    case RATE ->
                        String.format(Locale.ROOT, "%,.0f/s", sample.measured().perSecond());
                    case LATENCY ->
                        String.format(Locale.ROOT, "%.1f ms", sample.measured().p50Millis());
                    case START ->
                        String.format(Locale.ROOT, "%.0f ms", sample.measured().seconds() * 1000);
                };
        System.err.printf(
                "bench: %s, %s, round %d, %s: %s: %s%n",
                sample.scenario(), sample.kind(), sample.round(), sample.setting(), sample.contestant(), came);
    }
}
