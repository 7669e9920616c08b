package dev.warren.amqp.topology;

import dev.warren.amqp.topology.Topology.Binding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages of an exchange are wanted.
 *
 * @param keys routing keys, or for a topic exchange patterns with {@code *} and {@code #}; one that fits is enough
 * @param headers for a headers exchange, instead of keys: headers and their values
 * @param match how many of the headers a message has to have
 */
public record Selection(List<String> keys, Map<String, String> headers, HeaderMatch match) {

    public Selection {
        keys = List.copyOf(keys);
        headers = Map.copyOf(headers);
    }

    /** The bindings that bring them into the queue. */
    public List<Binding> bindings(String exchange, String queue) {
        if (keys.isEmpty()) {
            return List.of(Binding.ofQueue(exchange, queue, "", headerArguments()));
        }
        return keys.stream().map(key -> Binding.ofQueue(exchange, queue, key)).toList();
    }

    private Map<String, Object> headerArguments() {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> arguments = new LinkedHashMap<>(headers);
        arguments.put("x-match", match.label());
        return arguments;
    }
}
