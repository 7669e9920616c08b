package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.RoutingTable.Wish;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of an exchange is what pika gets by the same bindings. */
class RoutingIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    static List<RoutingTable> tables() {
        return List.of(
                RoutingTable.byKeys(
                        "direct",
                        List.of("info", "warning", "error", "Info", "a.b", "zwölf", "two words", "#", "*", "nobody"),
                        List.of(
                                "info",
                                "warning",
                                "error",
                                "Info",
                                "a.b",
                                "zwölf",
                                "two words",
                                "#",
                                "*",
                                "",
                                "other")),
                RoutingTable.byKeys(
                        "topic",
                        List.of(
                                "#",
                                "*",
                                "orders.*",
                                "orders.#",
                                "*.eu",
                                "#.eu",
                                "orders.*.created",
                                "*.*",
                                "a..b",
                                "orders"),
                        List.of(
                                "orders",
                                "orders.eu",
                                "orders.eu.created",
                                "users.eu",
                                "a..b",
                                ".",
                                "orders.eu.paid",
                                "eu",
                                "x.y.z.eu",
                                "ORDERS.eu",
                                "")),
                RoutingTable.byKeys(
                        "fanout",
                        List.of("", "#", "a", "b", "c", "d", "e", "f", "g", "h"),
                        List.of("", "a", "b", "c.d", "#", "zwölf", "*", "x", "y", "z")),
                RoutingTable.byHeaders(
                        List.of(
                                Map.of("tenant", "acme"),
                                Map.of("tenant", "acme", "kind", "invoice"),
                                Map.of("kind", "invoice"),
                                Map.of("tenant", "other", "kind", "mail"),
                                Map.of("number", "1")),
                        List.of(
                                Map.of("tenant", "acme"),
                                Map.of("tenant", "acme", "kind", "invoice"),
                                Map.of("tenant", "other", "kind", "invoice"),
                                Map.of("tenant", "acme", "kind", "mail"),
                                Map.of("kind", "invoice"),
                                Map.of("kind", "mail", "more", "x"),
                                Map.of("tenant", "Acme"),
                                Map.of("number", "1"),
                                Map.of("number", "2", "tenant", "other"),
                                Map.of("tenant", ""))));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void queuesThatAreFedGetWhatPlainOnesDo(RoutingTable table) {
        String exchange = scene.queue() + " x/ü%";
        String plain = scene.queue() + "plain";
        String fed = scene.queue() + "fed";
        table.declare(node, exchange, plain);
        WarrenProcess gateway = fedBy(table, exchange, fed).startReady();
        eventually("the queues are bound")
                .until(() -> bindings(exchange) == 2L * table.wishes().size());

        Set<String> accepted = publishAll(gateway, table, exchange);

        Map<String, Set<String>> wanted = table.consumed(node, exchange, plain);
        assertThat(wanted.values()).anySatisfy(ids -> assertThat(ids).isNotEmpty());
        assertThat(table.taken(node, fed)).isEqualTo(wanted);
        assertThat(accepted)
                .isEqualTo(wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void subscribersGetWhatPlainQueuesDo(RoutingTable table) {
        String exchange = scene.queue();
        String plain = scene.queue() + "plain";
        table.declare(node, exchange, plain);
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        Map<String, Follower> followers = new LinkedHashMap<>();
        table.wishes()
                .forEach((name, wish) -> followers.put(
                        name,
                        scene.keep(Follower.of(
                                gateway, "/api/exchanges/" + exchange + "/messages?" + query(table, wish)))));

        publishAll(gateway, table, exchange);

        Map<String, Set<String>> wanted = table.consumed(node, exchange, plain);
        assertThat(wanted.values()).anySatisfy(ids -> assertThat(ids).isNotEmpty());
        eventually("each subscriber has its messages")
                .untilAsserted(() -> wanted.forEach((name, ids) ->
                        assertThat(followers.get(name).ids()).as(name).isEqualTo(ids)));
    }

    @Test
    void exchangesBehindExchangesAreReached() {
        String front = scene.queue() + "front";
        String back = scene.queue() + "back";
        node.amqp().call(channel -> {
            channel.exchangeDeclare(front, "topic", true);
            channel.exchangeDeclare(back, "fanout", true, false, true, Map.of());
            return channel.exchangeBind(back, front, "orders.#");
        });
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        Follower follower = scene.keep(Follower.of(gateway, "/api/exchanges/" + back + "/messages"));

        assertThat(publishAll(
                        gateway,
                        RoutingTable.byKeys("topic", List.of(), List.of("orders.eu", "users", "orders")),
                        front))
                .containsExactly("m-0", "m-2");

        eventually("both have come").until(() -> follower.ids().equals(Set.of("m-0", "m-2")));
        assertThat(follower.named("message").get(0).json().getString("exchange"))
                .isEqualTo(front);
    }

    private static String query(RoutingTable table, Wish wish) {
        if (!table.type().equals("headers")) {
            return "key=" + encoded(wish.key());
        }
        return "match=" + wish.match()
                + wish.headers().entrySet().stream()
                        .map(header -> "&header." + encoded(header.getKey()) + "=" + encoded(header.getValue()))
                        .collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private WarrenSetup fedBy(RoutingTable table, String exchange, String prefix) {
        WarrenSetup setup = scene.gateway(node.amqpUrl());
        table.wishes().forEach((name, wish) -> {
            String queue = prefix + name;
            setup.queue(queue, "kind", "classic")
                    .queue(queue, "bindings.\"b\".exchange", exchange)
                    .queue(queue, "bindings.\"b\".type", table.type())
                    .queue(queue, "bindings.\"b\".match", wish.match());
            if (List.of("direct", "topic").contains(table.type())) {
                setup.queue(queue, "bindings.\"b\".keys", wish.key());
            }
            wish.headers().forEach((header, value) -> setup.queue(queue, "bindings.\"b\".headers." + header, value));
        });
        return setup;
    }

    /** The ids of those that were accepted; the others were unroutable. */
    private static Set<String> publishAll(WarrenProcess gateway, RoutingTable table, String exchange) {
        Set<String> accepted = new TreeSet<>();
        table.messages().forEach((id, labels) -> {
            RequestSpecification request = RestAssured.given()
                    .baseUri(gateway.url().toString())
                    .queryParam("task-id", id)
                    .queryParam("key", labels.key());
            labels.headers().forEach((name, value) -> request.queryParam("header." + name, value));
            int status =
                    request.post("/api/exchanges/{exchange}/messages", exchange).statusCode();
            assertThat(status).isIn(202, 404);
            if (status == 202) {
                accepted.add(id);
            }
        });
        return accepted;
    }

    private long bindings(String exchange) {
        return node.ctl("-q", "list_bindings", "source_name")
                .lines()
                .filter(exchange::equals)
                .count();
    }
}
