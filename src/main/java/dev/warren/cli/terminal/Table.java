package dev.warren.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Rows for people: aligned columns, numbers at the right, one line each. */
public final class Table {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";
    private static final String CUT = "…";
    private static final int NARROWEST = 8;

    /** A number as people read it, such as {@code 1.2k}: it stands at the right as well. */
    public record Figure(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numbers;

    /** @param headers in capitals, by convention */
    public Table(String... headers) {
        this.headers = List.of(headers);
        this.numbers = new boolean[headers.length];
    }

    /**
     * @param cells one for each header; null, what is empty and what is missing in JSON are shown as a dash, and a {@link
     *     Number}, also in JSON, or a {@link Figure} makes its column one of numbers
     */
    public Table row(Object... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headers.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (int column = 0; column < cells.length; column++) {
            numbers[column] |= isNumber(cells[column]);
            row.add(text(cells[column]));
        }
        rows.add(row);
        return this;
    }

    private static boolean isNumber(Object cell) {
        return cell instanceof Number || cell instanceof Figure || cell instanceof JsonNode json && json.isNumber();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @param width what the lines have to fit in: then long texts are cut, but numbers never */
    List<String> lines(OptionalInt width) {
        int[] widths = widths();
        width.ifPresent(most -> shrink(widths, most));
        List<String> lines = new ArrayList<>();
        lines.add(line(headers, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static String text(Object cell) {
        if (cell instanceof JsonNode json && (json.isValueNode() || json.isMissingNode())) {
            return text(json.isNull() ? null : json.asText());
        }
        if (cell == null || cell.equals("")) {
            return NOTHING;
        }
        return Words.oneLine(cell.toString());
    }

    private int[] widths() {
        return IntStream.range(0, headers.size())
                .map(column -> Math.max(
                        length(headers.get(column)),
                        rows.stream()
                                .mapToInt(row -> length(row.get(column)))
                                .max()
                                .orElse(0)))
                .toArray();
    }

    /** Takes from the widest text, again and again, as that loses the least. */
    private void shrink(int[] widths, int most) {
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - most;
        while (excess > 0) {
            int widest = IntStream.range(0, widths.length)
                    .filter(column -> !numbers[column])
                    .boxed()
                    .max((a, b) -> Integer.compare(widths[a], widths[b]))
                    .orElse(-1);
            if (widest < 0 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cut(cells.get(column), widths[column]);
            String padding = String.join("", Collections.nCopies(widths[column] - length(cell), " "));
            line.append(column == 0 ? "" : GAP).append(numbers[column] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell, int width) {
        return length(cell) <= width ? cell : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + CUT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
