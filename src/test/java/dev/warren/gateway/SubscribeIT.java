package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Program;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeIT {

    private static final Pattern DROPPED = Pattern.compile("\\{\"count\":(\\d+)}");

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void everySubscriberGetsEveryMessageAsItIs() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout");
        Follower one = follow(gateway);
        Follower other = follow(gateway);
        BasicProperties properties = new BasicProperties.Builder()
                .messageId("m-1")
                .type("created")
                .contentType("application/json")
                .timestamp(new Date(1_800_000_000_000L))
                .headers(Map.of("tenant", "acme", "count", 7, "nested", Map.of("a", List.of(true, "b"))))
                .build();

        publish(node, properties, "{\"text\":\"zwölf\"}".getBytes(StandardCharsets.UTF_8));
        publish(node, new BasicProperties(), new byte[] {(byte) 0xff, 0, 1});

        for (Follower follower : List.of(one, other)) {
            follower.await("message", 2);
            var first = follower.named("message").get(0).json();
            assertThat(first.getString("id")).isEqualTo("m-1");
            assertThat(first.getString("type")).isEqualTo("created");
            assertThat(first.getString("contentType")).isEqualTo("application/json");
            assertThat(first.getString("timestamp")).isEqualTo("2027-01-15T08:00:00Z");
            assertThat(first.getString("headers.tenant")).isEqualTo("acme");
            assertThat(first.getInt("headers.count")).isEqualTo(7);
            assertThat(first.<Object>getList("headers.nested.a")).containsExactly(true, "b");
            assertThat(first.getString("payload")).isEqualTo("{\"text\":\"zwölf\"}");
            assertThat(follower.named("message").get(1).json().getMap(""))
                    .isEqualTo(
                            Map.of("exchange", scene.queue(), "key", "", "headers", Map.of(), "payloadBase64", "/wAB"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "fanout", "headers"})
    void everythingComesWhereNothingIsChosen(String type) {
        BrokerNode node = BrokerNode.shared();
        Follower follower = follow(gateway(node, type));

        publish(node, message("bare"), new byte[0]);
        publish(
                node,
                message("labelled").builder().headers(Map.of("tenant", "acme")).build(),
                new byte[0]);

        follower.await("message", 2);
        assertThat(follower.ids()).containsExactly("bare", "labelled");
    }

    @Test
    void queueIsExclusiveAndGoneWithItsSubscriber() throws IOException {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout");
        Follower leaves = follow(gateway);
        follow(gateway);

        List<String> queues = queues(node);
        assertThat(queues).hasSize(2);
        assertThat(node.ctl("-q", "list_queues", "name", "durable", "auto_delete", "exclusive")
                        .lines()
                        .filter(line -> queues.contains(line.split("\t")[0])))
                .hasSize(2)
                .allMatch(line -> line.endsWith("\tfalse\ttrue\ttrue"));

        leaves.close();
        eventually("its queue is gone, the other's is not")
                .until(() -> queues(node).size() == 1 && gateway.metric("warren_subscribers ") == 1);
    }

    @Test
    void queueIsGoneWhenItsSubscriberIsKilled() throws IOException {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout");
        Path program = Files.writeString(scene.dir().resolve("warren"), Program.script());
        Process subscriber = new ProcessBuilder(
                        "sh",
                        program.toString(),
                        "subscribe",
                        scene.queue(),
                        "--gateway",
                        gateway.url().toString())
                .start();
        try {
            eventually("it is subscribed").until(() -> queues(node).size() == 1);
        } finally {
            subscriber.destroyForcibly();
        }

        eventually("its queue is gone")
                .until(() -> queues(node).isEmpty() && gateway.metric("warren_subscribers ") == 0);
    }

    @Test
    void queuesAreGoneWhenTheGatewayIsKilled() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout");
        follow(gateway);
        List<String> queues = queues(node);

        gateway.kill();

        assertThat(queues).hasSize(1);
        eventually("the queue is gone")
                .until(() -> queues(node).isEmpty()
                        && node.ctl("-q", "list_queues", "name").lines().noneMatch(queues::contains));
    }

    @Test
    void slowSubscriberIsToldHowManyItMissed() throws Exception {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout", "warren.subscribe.backlog", "50");
        int count = 500;
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);

        try (RawHttp slow = new RawHttp(gateway.url())) {
            slow.lines("GET /api/exchanges/" + scene.queue() + "/messages HTTP/1.1", "Host: x", "");
            eventually("it is subscribed").until(() -> queues(node).size() == 1);
            node.amqp().call(channel -> {
                for (int i = 0; i < count; i++) {
                    channel.basicPublish(scene.queue(), "", message("m-" + i), body);
                    channel.waitForConfirms();
                    if (i % 40 == 0) {
                        eventually("the gateway has them: the broker drops some too, uncounted, if it is behind")
                                .until(() -> waiting(node) == 0);
                    }
                }
                channel.basicPublish(scene.queue(), "", message("last"), new byte[0]);
                return null;
            });

            String said = slow.readUntil("\"id\":\"last\"");

            long dropped = DROPPED.matcher(said)
                    .results()
                    .mapToLong((MatchResult found) -> Long.parseLong(found.group(1)))
                    .sum();
            long received = said.split("\"id\":\"m-", -1).length - 1;
            assertThat(dropped).isPositive();
            assertThat(received + dropped).isEqualTo(count);
            assertThat(gateway.metric("warren_subscriber_drops_total")).isEqualTo(dropped);
            assertThat(said).as("the newest are kept").contains("\"id\":\"m-" + (count - 1) + "\"");
        }
    }

    @Test
    void streamOutlivesTheBroker() {
        BrokerNode node = BrokerNode.expendable();
        WarrenProcess gateway = gateway(node, "topic");
        Follower follower = follow(gateway);

        node.stop();
        follower.await("interrupted", 1);
        node.start();
        follower.await("subscribed", 2);
        publish(node, message("after"), new byte[0]);

        follower.await("message", 1);
        assertThat(follower.named("interrupted").get(0).json().getString("reason"))
                .isEqualTo("connection-lost");
        assertThat(follower.ids()).containsExactly("after");
    }

    @Test
    void deletedExchangeIsNoticedAndComesBack() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "topic");
        Follower follower = follow(gateway);

        node.amqp().call(channel -> channel.exchangeDelete(scene.queue()));
        follower.await("interrupted", 1);
        assertThat(follower.named("interrupted").get(0).json().getString("reason"))
                .isEqualTo("exchange-not-found");
        exchange(node, "topic");
        follower.await("subscribed", 2);
        publish(node, message("after"), new byte[0]);

        follower.await("message", 1);
        eventually("no queue is left behind").until(() -> queues(node).size() == 1);
    }

    @Test
    void deletedQueueIsMadeAnew() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout");
        Follower follower = follow(gateway);

        node.ctl("delete_queue", queues(node).get(0));

        follower.await("interrupted", 1);
        follower.await("subscribed", 2);
        publish(node, message("after"), new byte[0]);
        follower.await("message", 1);
    }

    @Test
    void quietStreamHasHeartbeats() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout", "warren.subscribe.heartbeat", "100ms");

        Follower follower = follow(gateway);

        follower.await("comment", 3);
        assertThat(follower.named("message")).isEmpty();
    }

    @Test
    void whoCannotSubscribeIsToldWhy() throws IOException {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "fanout", "warren.subscribe.max-subscribers", "1");
        String base = gateway.url().toString();

        Follower follower = follow(gateway);
        given().baseUri(base)
                .get("/api/exchanges/" + scene.queue() + "/messages")
                .then()
                .statusCode(503)
                .body("type", equalTo("/problems/too-many-subscribers"));
        follower.close();
        eventually("there is room").until(() -> gateway.metric("warren_subscribers ") == 0);
        given().baseUri(base)
                .get("/api/exchanges/nowhere/messages")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/exchange-not-found"));
    }

    /** A gateway before an exchange of that type. */
    private WarrenProcess gateway(BrokerNode node, String type) {
        exchange(node, type);
        return scene.gateway(node.amqpUrl()).startReady();
    }

    /** The same, with a setting. */
    private WarrenProcess gateway(BrokerNode node, String type, String setting, String value) {
        exchange(node, type);
        return scene.gateway(node.amqpUrl()).with(setting, value).startReady();
    }

    private Follower follow(WarrenProcess gateway) {
        return scene.keep(Follower.of(gateway, "/api/exchanges/" + scene.queue() + "/messages"));
    }

    private void exchange(BrokerNode node, String type) {
        node.amqp().call(channel -> channel.exchangeDeclare(scene.queue(), type, true));
    }

    private static BasicProperties message(String id) {
        return new BasicProperties.Builder().messageId(id).build();
    }

    private void publish(BrokerNode node, BasicProperties properties, byte[] body) {
        node.amqp().call(channel -> {
            channel.basicPublish(scene.queue(), "", properties, body);
            return null;
        });
    }

    /** The names of the queues that are bound to the exchange. */
    private List<String> queues(BrokerNode node) {
        List<String> queues = new ArrayList<>();
        node.ctl("-q", "list_bindings", "source_name", "destination_name")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns[0].equals(scene.queue()))
                .forEach(columns -> queues.add(columns[1]));
        return queues;
    }

    /** Messages that wait on the broker for the only subscriber. */
    private int waiting(BrokerNode node) {
        String queue = queues(node).get(0);
        return node.ctl("-q", "list_queues", "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns[0].equals(queue))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }
}
