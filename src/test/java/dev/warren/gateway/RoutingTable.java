package dev.warren.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PythonProgram;
import io.restassured.path.json.JsonPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An exchange, what is wanted of it, and messages to publish to it. What each wish has to get is not written down here: pika says
 * it, which knows nothing of Warren.
 *
 * @param type the exchange's
 * @param wishes what is wanted, by a name
 * @param messages their keys and headers, by id
 */
record RoutingTable(String type, Map<String, Wish> wishes, Map<String, Labels> messages) {

    /** A binding: by key, or by headers with {@code x-match}. */
    record Wish(String key, Map<String, String> headers, String match) {

        Map<String, Object> arguments() {
            Map<String, Object> arguments = new LinkedHashMap<>(headers);
            if (!headers.isEmpty()) {
                arguments.put("x-match", match);
            }
            return arguments;
        }
    }

    /** What a message is routed by. */
    record Labels(String key, Map<String, String> headers) {}

    /** Each key is wanted, and each message published. */
    static RoutingTable byKeys(String type, List<String> wanted, List<String> published) {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        wanted.forEach(key -> wishes.put("w" + wishes.size(), new Wish(key, Map.of(), "all")));
        Map<String, Labels> messages = new LinkedHashMap<>();
        published.forEach(key -> messages.put("m-" + messages.size(), new Labels(key, Map.of())));
        return new RoutingTable(type, wishes, messages);
    }

    /** Each combination of headers is wanted twice, with all and with any of them, and each message published. */
    static RoutingTable byHeaders(List<Map<String, String>> wanted, List<Map<String, String>> published) {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        for (Map<String, String> headers : wanted) {
            wishes.put("w" + wishes.size(), new Wish("", headers, "all"));
            wishes.put("w" + wishes.size(), new Wish("", headers, "any"));
        }
        Map<String, Labels> messages = new LinkedHashMap<>();
        published.forEach(headers -> messages.put("m-" + messages.size(), new Labels("", headers)));
        return new RoutingTable("headers", wishes, messages);
    }

    /** Has pika declare the exchange and a queue for each wish, called as {@code prefix} and the wish. */
    void declare(BrokerNode node, String exchange, String prefix) {
        pika(node, exchange, prefix, "bind");
    }

    /** The ids of the messages that pika gets from the queue of each wish. */
    Map<String, Set<String>> consumed(BrokerNode node, String exchange, String prefix) {
        Map<String, List<String>> ids =
                JsonPath.from(pika(node, exchange, prefix, "consume")).getMap("");
        return wishes.keySet().stream().collect(Collectors.toMap(wish -> wish, wish -> new TreeSet<>(ids.get(wish))));
    }

    private String pika(BrokerNode node, String exchange, String prefix, String what) {
        Map<String, Object> bindings = new LinkedHashMap<>();
        wishes.forEach((name, wish) -> bindings.put(name, Map.of("key", wish.key(), "arguments", wish.arguments())));
        try (PythonProgram program = PythonProgram.start(
                "src/test/python/bound.py",
                node.amqpUrl(),
                prefix,
                "--exchange",
                exchange,
                "--type",
                type,
                "--bindings",
                new ObjectMapper().valueToTree(bindings).toString(),
                what)) {
            return program.awaitOutput();
        }
    }

    /** The ids of the messages in the queue of each wish. */
    Map<String, Set<String>> taken(BrokerNode node, String prefix) {
        return wishes.keySet().stream()
                .collect(Collectors.toMap(wish -> wish, wish -> node.amqp().takeAll(prefix + wish).stream()
                        .map(message -> message.getProps().getMessageId())
                        .collect(Collectors.toCollection(TreeSet::new))));
    }
}
