package dev.warren.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is to say of one thing, for people: a name and a value a line, in full. */
public final class Fields {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Null and what is missing are left out. */
    public Fields add(String name, Object value) {
        if (value instanceof JsonNode json) {
            return json.isMissingNode() || json.isNull() ? this : add(name, json.isValueNode() ? json.asText() : json);
        }
        if (value != null) {
            values.put(name, Words.oneLine(value.toString()));
        }
        return this;
    }

    /** A line each, without its end. */
    public String text() {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : System.lineSeparator())
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(value));
        return text.toString();
    }
}
