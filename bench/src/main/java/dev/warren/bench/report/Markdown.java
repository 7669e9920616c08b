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

    private static final Column RATIO = new Column("× java-client", row -> spread(row.ratio(), 2));
    private static final Column CPU = new Column("CPU µs/task", row -> median(row, Measured::cpuMicros, 1));
    private static final Column P50 = new Column("p50 ms", row -> median(row, Measured::p50Millis, 2));
    private static final Column P99 = new Column("p99 ms", row -> median(row, Measured::p99Millis, 1));
    private static final Column MEMORY = new Column("MiB", row -> median(row, Measured::rssMiB, 0));

    private Markdown() {}

    /** What is told of each contestant at each setting. */
    private record Column(String title, Function<Figures, String> figure) {}

    /** What it is about first. */
    private static List<Column> columns(Aim aim) {
        return switch (aim) {
            case RATE -> List.of(new Column("tasks/s", row -> main(row, 0)), RATIO, CPU, P50, P99, MEMORY);
            case LATENCY -> List.of(new Column("p50 ms", row -> main(row, 2)), RATIO, P99, CPU, MEMORY);
            case START ->
                List.of(
                        new Column("ms", row -> main(row, 0)),
                        RATIO,
                        new Column("CPU ms", row -> median(row, Measured::cpuMillis, 0)),
                        MEMORY);
        };
    }

    static String of(List<String> conditions, List<Figures> all) {
        StringBuilder text = new StringBuilder("# Results\n\n");
        conditions.forEach(line -> text.append("* ").append(line).append('\n'));
        text.append("\nMedians of the rounds, least and most in brackets. CPU is that of the client's processes.\n");
        Map<String, List<Figures>> tables = all.stream()
                .collect(Collectors.groupingBy(
                        figures -> figures.scenario() + ", " + figures.kind() + " queue",
                        LinkedHashMap::new,
                        Collectors.toList()));
        tables.forEach((title, rows) ->
                text.append("\n## ").append(title).append("\n\n").append(table(rows)));
        return text.toString();
    }

    private static String table(List<Figures> rows) {
        List<Column> columns = columns(rows.get(0).aim());
        StringBuilder text = new StringBuilder("| | |");
        columns.forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append("\n|").append("---|".repeat(columns.size() + 2)).append('\n');
        for (Figures row : rows) {
            text.append("| ")
                    .append(row.setting())
                    .append(" | ")
                    .append(row.contestant())
                    .append(" |");
            if (row.isMeasured()) {
                columns.forEach(column ->
                        text.append(' ').append(column.figure().apply(row)).append(" |"));
            } else {
                text.append(' ')
                        .append(row.failure().orElse("not measured").replace('|', '/'))
                        .append(" |");
                text.append(" |".repeat(columns.size() - 1));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String main(Figures row, int digits) {
        return spread(row.spread(measured -> Figures.main(row.aim(), measured)), digits);
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

    private static String median(Figures figures, Function<Measured, Double> figure, int digits) {
        return figures.spread(figure)
                .map(spread -> number(spread.median(), digits))
                .orElse("");
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value).replace(',', ' ');
    }
}
