package dev.warren.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the chart.
 *
 * @param name with those that it is in, {@code rabbitmq.tls.enabled}
 * @param standard what it is if nobody says otherwise, as JSON or YAML in a line; empty if it takes several
 * @param description the comment {@code # -- } before it, or empty
 */
record DescribedValue(String name, String standard, String description) {

    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z][\\w-]*):(?: (.*))?$");
    private static final Pattern DESCRIPTION = Pattern.compile("^ *# -- (.*)$");
    private static final int STEP = 2;

    /**
     * Those that have a default in their line, or a description: a description is for all that is within, so values there
     * have none and are left out.
     */
    static List<DescribedValue> in(List<String> lines) {
        Reader reader = new Reader();
        lines.forEach(reader::read);
        return reader.values;
    }

    private static final class Reader {

        private final List<DescribedValue> values = new ArrayList<>();
        private final Deque<String> path = new ArrayDeque<>();
        private String description = "";
        private int describedDepth = Integer.MAX_VALUE;

        void read(String line) {
            Matcher comment = DESCRIPTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (comment.matches()) {
                description = comment.group(1);
            } else if (key.matches()) {
                read(key.group(1).length() / STEP, key.group(2), key.group(3) == null ? "" : key.group(3));
                description = "";
            }
        }

        private void read(int depth, String key, String value) {
            while (path.size() > depth) {
                path.removeLast();
            }
            path.addLast(key);
            if (depth > describedDepth) {
                return;
            }
            describedDepth = description.isEmpty() ? Integer.MAX_VALUE : depth;
            if (!(value.isEmpty() && description.isEmpty())) {
                values.add(new DescribedValue(String.join(".", path), value, description));
            }
        }
    }

    String row() {
        return "| `%s` | %s | %s |\n"
                .formatted(name, standard.isEmpty() ? "" : "`" + standard + "`", description.replace("|", "\\|"));
    }
}
