package dev.warren.bench;

import dev.warren.bench.report.Report;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Makes the runs of scenarios, round by round, and writes down what they came to, so that no later mishap loses it. */
final class Rounds {

    private final int rounds;
    private final Report report;
    private final BooleanSupplier isEnded;
    private final List<Sample> samples = new ArrayList<>();

    /** @param isEnded whether what goes wrong does so because the benchmark was told to end */
    Rounds(int rounds, Report report, BooleanSupplier isEnded) {
        this.rounds = rounds;
        this.report = report;
        this.isEnded = isEnded;
    }

    /** Contestants of one setting one after the other; the next round goes the other way round. */
    void run(Scenarios what, String kind, Scenario scenario) throws IOException, InterruptedException {
        List<Trial> trials = new ArrayList<>(scenario.trials());
        for (int round = 1; round <= rounds; round++) {
            for (int index = 0; index < trials.size(); index++) {
                Sample sample = sample(what, kind, trials.get(index), round);
                if (isEnded.getAsBoolean()) {
                    throw new InterruptedException();
                }
                samples.add(sample);
                write();
                System.err.printf(
                        "bench: %s, %s, round %d of %d, run %d of %d: %s: %s: %s%n",
                        sample.scenario(),
                        sample.kind(),
                        round,
                        rounds,
                        index + 1,
                        trials.size(),
                        sample.setting(),
                        sample.contestant(),
                        result(sample));
            }
            Collections.reverse(trials); // who comes after whom is not always the same
        }
    }

    /** All that there is until now. */
    void write() throws IOException {
        report.write(samples);
    }

    /** Whether there is anything. */
    boolean haveMeasured() {
        return samples.stream().anyMatch(sample -> sample.measured() != null);
    }

    private static Sample sample(Scenarios what, String kind, Trial trial, int round) throws InterruptedException {
        Measured measured = null;
        String failure = null;
        try {
            measured = trial.run().measure();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failure = reason(e);
        }
        return new Sample(
                what.title(), what.aim(), kind, trial.setting(), trial.contestant(), round, measured, failure);
    }

    /** Said where there are no figures. */
    static String reason(Exception failure) {
        boolean isNamed =
                failure.getMessage() != null && !(failure instanceof FileSystemException); // else a path alone
        return isNamed ? failure.getMessage() : failure.toString();
    }

    private static String result(Sample sample) {
        if (sample.measured() == null) {
            return sample.failure();
        }
        return switch (sample.aim()) {
            case RATE -> String.format(Locale.ROOT, "%,.0f/s", sample.measured().perSecond());
            case LATENCY ->
                String.format(Locale.ROOT, "%.1f ms", sample.measured().p50Millis());
            case START ->
                String.format(Locale.ROOT, "%.0f ms", sample.measured().seconds() * 1000);
        };
    }
}
