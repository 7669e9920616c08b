package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what RabbitMQ tells: what is null, or of another type than it should be, was not told. */
final class Told {

    private static final long END_OF_THE_YEAR_9999 = 253_402_300_799L;

    private Told() {}

    static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    static Optional<Boolean> flag(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    static Optional<Long> count(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isNumber).map(JsonNode::asLong);
    }

    static Optional<Instant> millis(JsonNode node, String field) {
        return count(node, field).map(Instant::ofEpochMilli);
    }

    /** A time that whoever published a message has set: some set nanoseconds, which are left out as none. */
    static Optional<Instant> seconds(JsonNode node, String field) {
        return count(node, field)
                .filter(seconds -> seconds >= 0 && seconds <= END_OF_THE_YEAR_9999)
                .map(Instant::ofEpochSecond);
    }

    /** Per second. */
    static double rate(JsonNode node, String field) {
        return node.path(field + "_details").path("rate").asDouble(0);
    }

    static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Without arguments, older versions tell an empty list. */
    static Map<String, JsonNode> table(JsonNode node, String field) {
        Map<String, JsonNode> table = new TreeMap<>();
        node.path(field).properties().forEach(entry -> table.put(entry.getKey(), entry.getValue()));
        return table;
    }
}
