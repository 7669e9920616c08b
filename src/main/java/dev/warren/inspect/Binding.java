package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A way from an exchange to a queue or another exchange.
 *
 * @param exchange where messages come from; empty for the default exchange, which has one for each queue
 * @param to {@code queue} or {@code exchange}
 * @param target the name of what they go to
 * @param arguments what a headers exchange looks at
 */
public record Binding(String exchange, String to, String target, String key, Map<String, JsonNode> arguments) {

    static final String COLUMNS = "source,destination,destination_type,routing_key,arguments";

    static Binding of(JsonNode told) {
        return new Binding(
                told.path("source").asText(),
                told.path("destination_type").asText(),
                told.path("destination").asText(),
                told.path("routing_key").asText(),
                Told.table(told, "arguments"));
    }
}
