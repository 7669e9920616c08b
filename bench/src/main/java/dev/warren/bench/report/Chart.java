package dev.warren.bench.report;

import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import java.util.List;
import java.util.Optional;

/**
 * Rates as bars, written by hand: what a library for charts could do better here is little, and an SVG of few elements can
 * be read and compared in a version control system.
 */
final class Chart {

    private static final int ROW = 20;
    private static final int LABELS = 330;
    private static final int BARS = 420;
    private static final int WIDTH = LABELS + BARS + 150;

    private final StringBuilder svg = new StringBuilder();
    private final double most;
    private int y = 30;

    private Chart(double most) {
        this.most = most;
    }

    /** @param figures of one kind of queue */
    static String of(String title, List<Figures> figures) {
        double most = figures.stream()
                .flatMap(row -> row.spread(Measured::perSecond).stream())
                .mapToDouble(Spread::most)
                .max()
                .orElse(1);
        Chart chart = new Chart(most);
        chart.text(10, chart.y, "start", "bold", title);
        String section = "";
        for (Figures row : figures) {
            String heading = row.scenario() + ": " + row.setting();
            if (!heading.equals(section)) {
                section = heading;
                chart.y += ROW + ROW / 2;
                chart.text(10, chart.y, "start", "bold", heading);
            }
            row.spread(Measured::perSecond).ifPresent(rate -> chart.bar(row, rate));
        }
        return chart.document();
    }

    private void bar(Figures row, Spread rate) {
        y += ROW;
        text(LABELS - 10, y, "end", "normal", row.contestant());
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(LABELS, y - ROW + 7, length(rate.median()), ROW - 6, colour(row.contestant())));
        int middle = y - ROW / 2 + 4;
        svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#333\"/>\n"
                .formatted(LABELS + length(rate.least()), middle, LABELS + length(rate.most()), middle));
        Optional<Spread> ratio = row.ratio().filter(floor -> !row.contestant().equals(Lab.FLOOR));
        String times = ratio.map(value -> " (× " + Markdown.number(value.median(), 2) + ")")
                .orElse("");
        text(LABELS + length(rate.most()) + 6, y, "start", "normal", Markdown.number(rate.median(), 0) + times);
    }

    private int length(double value) {
        return (int) Math.round(value / most * BARS);
    }

    private static String colour(String contestant) {
        if (contestant.equals(Lab.FLOOR)) {
            return "#9aa0a6";
        }
        return contestant.startsWith("warren") ? "#d9730d" : "#6b9bd1";
    }

    private void text(int x, int base, String anchor, String weight, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>\n"
                .formatted(x, base, anchor, weight, escaped));
    }

    private String document() {
        int height = y + ROW;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(WIDTH, height, WIDTH, height, svg);
    }
}
