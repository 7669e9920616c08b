package dev.warren.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** What several rounds came to. */
public record Spread(double median, double least, double most) {

    /** Empty where there is nothing. */
    static Optional<Spread> of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Optional.of(
                new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow()));
    }
}
