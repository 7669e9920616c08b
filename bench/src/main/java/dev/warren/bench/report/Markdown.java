package dev.warren.bench.report;

import dev.warren.bench.Aim;
import dev.warren.bench.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results as tables, one for each scenario and kind of queue. */
final class Markdown {

    private Markdown() {}

    static String of(List<String> conditions, List<Figures> all) {
        StringBuilder text = new StringBuilder("# Results\n\n");
        conditions.forEach(line -> text.append("* ").append(line).append('\n'));
        text.append("\nMedians of the rounds, least and most in brackets. CPU is that of the client's processes.\n");
        Map<String, List<Figures>> tables = all.stream()
                .collect(Collectors.groupingBy(
                        figures -> figures.scenario() + ", " + figures.kind() + " queue",
                        LinkedHashMap::new,
                        Collectors.toList()));
        tables.forEach((title, figures) -> {
            text.append("\n## ")
                    .append(title)
                    .append("\n\n")
                    .append(head(figures.get(0).aim()));
            figures.forEach(row -> text.append(row(row)));
        });
        return text.toString();
    }

    private static String head(Aim aim) {
        String first =
                switch (aim) {
                    case RATE -> "tasks/s";
                    case LATENCY -> "p50 ms";
                    case START -> "ms";
                };
        String cpu = aim == Aim.START ? "CPU ms" : "CPU µs/task";
        return "| | | " + first + " | × java-client | " + cpu + " | p50 ms | p99 ms | MiB |\n"
                + "|---|---|---|---|---|---|---|---|\n";
    }

    private static String row(Figures figures) {
        String about = "| " + figures.setting() + " | " + figures.contestant() + " | ";
        Optional<Spread> main = figures.spread(measured -> Figures.main(figures.aim(), measured));
        if (main.isEmpty()) {
            return about + figures.failure().orElse("not measured").replace('|', '/') + " | | | | | |\n";
        }
        return about
                + String.join(
                        " | ",
                        spread(main, figures.aim() == Aim.LATENCY ? 2 : 0),
                        spread(figures.ratio(), 2),
                        cpu(figures),
                        median(figures, Measured::p50Millis, 2),
                        median(figures, Measured::p99Millis, 1),
                        median(figures, Measured::rssMiB, 0))
                + " |\n";
    }

    private static String spread(Optional<Spread> spread, int digits) {
        return spread.map(value -> {
                    String median = number(value.median(), digits);
                    return value.least() == value.most()
                            ? median
                            : "%s (%s-%s)"
                                    .formatted(median, number(value.least(), digits), number(value.most(), digits));
                })
                .orElse("");
    }

    private static String cpu(Figures figures) {
        return figures.aim() == Aim.START
                ? median(figures, measured -> measured.cpuSeconds() == null ? null : measured.cpuSeconds() * 1000, 0)
                : median(figures, Measured::cpuMicros, 1);
    }

    private static String median(Figures figures, Function<Measured, Double> figure, int digits) {
        return figures.spread(figure)
                .map(spread -> number(spread.median(), digits))
                .orElse("");
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value).replace(',', ' ');
    }
}
