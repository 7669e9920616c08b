package dev.warren.bench.report;

import dev.warren.bench.Aim;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** All rounds of one contestant at one setting, and those of the bare client beside it. */
public record Figures(
        String kind, String scenario, String setting, String contestant, List<Sample> samples, List<Sample> floor) {

    /** Grouped, in the order in which they were measured first. */
    static List<Figures> of(List<Sample> samples) {
        Map<List<String>, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : samples) {
            groups.computeIfAbsent(key(sample, sample.contestant()), new_ -> new ArrayList<>())
                    .add(sample);
        }
        return groups.values().stream()
                .map(group -> {
                    Sample first = group.get(0);
                    return new Figures(
                            first.kind(),
                            first.scenario(),
                            first.setting(),
                            first.contestant(),
                            group,
                            groups.getOrDefault(key(first, Lab.FLOOR), List.of()));
                })
                .toList();
    }

    private static List<String> key(Sample sample, String contestant) {
        return List.of(sample.kind(), sample.scenario(), sample.setting(), contestant);
    }

    /** Of what was measured; empty where that was not. */
    Optional<Spread> spread(Function<Measured, Double> figure) {
        return Spread.of(samples.stream()
                .map(Sample::measured)
                .filter(Objects::nonNull)
                .map(figure)
                .filter(Objects::nonNull)
                .toList());
    }

    Aim aim() {
        return samples.get(0).aim();
    }

    /** What it is about first: tasks a second, or milliseconds. */
    static double main(Aim aim, Measured measured) {
        return switch (aim) {
            case RATE -> measured.perSecond();
            case LATENCY -> measured.p50Millis();
            case START -> measured.seconds() * 1000;
        };
    }

    /** That, as a part of the bare client's in the same round. */
    Optional<Spread> ratio() {
        List<Double> ratios = new ArrayList<>();
        for (Sample sample : samples) {
            floor.stream()
                    .filter(other -> other.round() == sample.round())
                    .filter(other -> other.measured() != null && sample.measured() != null)
                    .map(other -> main(aim(), sample.measured()) / main(aim(), other.measured()))
                    .forEach(ratios::add);
        }
        return Spread.of(ratios);
    }

    boolean isMeasured() {
        return samples.stream().anyMatch(sample -> sample.measured() != null);
    }

    /** Why a round has no result. */
    Optional<String> failure() {
        return samples.stream().map(Sample::failure).filter(Objects::nonNull).findFirst();
    }
}
