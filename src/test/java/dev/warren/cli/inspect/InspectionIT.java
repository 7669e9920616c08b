package dev.warren.cli.inspect;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.TcpProxy;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real broker, a real gateway, and the command with each of them, for a virtual host with an odd name. */
class InspectionIT {

    private static final String ODD = "a/b c+%é";
    private static final Map<String, Object> CLASSIC = Map.of("x-queue-type", "classic");

    @RegisterExtension
    final Scene scene = new Scene();

    /** Forgets settings after the test. */
    @RegisterExtension
    final Shell shell = new Shell();

    private record Ended(int exitCode, String out, String err) {}

    private final BrokerNode node = BrokerNode.shared();
    private final String host = "inspect / é " + System.nanoTime();
    private final TcpProxy management = TcpProxy.to(node.managementUrl().getPort());

    @Test
    void whatIsListedIsWhatIsThere() throws Exception {
        scene.keep(management);
        node.addVirtualHost(host);
        String url = node.amqpUrl(encoded(host));
        PlainAmqp amqp = node.amqp(encoded(host));
        amqp.declareQueue(ODD, CLASSIC);
        amqp.call(channel -> channel.exchangeDeclare("orders", "topic", true));
        amqp.call(channel -> channel.queueBind(ODD, "orders", "eu.#"));
        amqp.publish(ODD, IntStream.range(0, 5).mapToObj(String::valueOf).toList());
        WarrenProcess gateway = scene.gateway(url)
                .queue("emails", "kind", "classic")
                .with("warren.management.url", management.httpUrl())
                .startReady();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        Connection consuming = scene.keep(factory.newConnection("slow client"));
        var channel = consuming.createChannel();
        channel.basicQos(2);
        channel.basicConsume(ODD, false, "slow", (tag, delivery) -> {}, tag -> {});

        shell.with("warren.broker.url", url);
        eventually("the statistics are there").until(() -> counts(JsonPath.from(
                        direct(url, "queues", "list", "--all", "-o", "json").out()))
                .equals(counts(node, host)));

        assertThat(counts(JsonPath.from(gateway.get("/api/queues").body()))).isEqualTo(counts(node, host));
        assertThat(counts(node, host)).containsEntry(ODD, List.of(3L, 2L, 1L)).containsKeys("emails", "emails.dead");
        for (String noun : List.of("exchanges", "bindings")) {
            assertThat(direct(url, noun, "list", "--all", "-o", "json").out())
                    .isEqualTo(viaGateway(gateway, noun, "list", "--all", "-o", "json")
                            .out())
                    .contains("orders");
        }
        assertThat(viaGateway(gateway, "queues", "show", ODD).out())
                .contains("QUEUE", ODD, "orders", "eu.#", "slow client")
                .doesNotContain("127.0.0.1:");
        assertThat(direct(url, "queues", "show", ODD).out()).contains("slow client", "guest", "127.0.0.1:");
        assertThat(viaGateway(gateway, "consumers", "list", "--queue", ODD).out())
                .contains("slow client", "slow")
                .doesNotContain("guest");
        assertThat(viaGateway(gateway, "connections", "list").out())
                .contains("slow client", "warren publish ", "warren housekeeping ")
                .doesNotContain("guest");
        assertThat(direct(url, "nodes", "list").out()).contains("running", "none");

        withoutManagement(gateway);
    }

    private void withoutManagement(WarrenProcess gateway) {
        management.pull();

        eventually("it is told by AMQP")
                .until(() -> gateway.get("/api/queues").body().contains("\"source\":\"amqp\""));
        JsonPath queues = JsonPath.from(gateway.get("/api/queues").body());
        assertThat(queues.getList("items.name")).containsExactly("emails");
        assertThat(queues.getInt("items[0].ready")).isZero();
        assertThat(queues.getList("missing")).contains("otherQueues", "rates");
        eventually("what was asked a moment ago is asked anew").untilAsserted(() -> {
            JsonPath odd =
                    JsonPath.from(gateway.get("/api/queues/" + encoded(ODD)).body());
            assertThat(odd.getInt("queue.ready")).isEqualTo(3);
            assertThat(odd.getInt("queue.consumers")).isEqualTo(1);
        });
        assertThat(gateway.get("/api/queues/nowhere").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/api/nodes").statusCode()).isEqualTo(503);
        eventually("and so are exchanges")
                .until(() -> viaGateway(gateway, "exchanges", "list").exitCode() == 3);
        Ended list = viaGateway(gateway, "exchanges", "list");
        assertThat(list.exitCode()).isEqualTo(3);
        assertThat(list.err().lines()).singleElement().asString().contains("management API");
        assertThat(viaGateway(gateway, "queues", "list").out()).contains("emails", "not told by AMQP: otherQueues");
        assertThat(gateway.isReady()).isTrue();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Ended viaGateway(WarrenProcess gateway, String... words) {
        return ended(new Shell(), words, "--gateway", gateway.url().toString());
    }

    private Ended direct(String broker, String... words) {
        Shell withBroker = new Shell().with("warren.broker.url", broker);
        return ended(withBroker, words, "--management-url", node.managementUrl().toString());
    }

    private static Ended ended(Shell shell, String[] words, String option, String url) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = option;
        all[words.length + 1] = url;
        int exitCode = shell.run(all);
        return new Ended(exitCode, shell.said(), shell.noted());
    }

    /** Ready, unacknowledged and consumers of each queue, as listed; a queue whose statistics are not there yet is left out. */
    private static Map<String, List<Long>> counts(JsonPath listed) {
        List<Map<String, Object>> items = listed.getList("items");
        return items.stream()
                .filter(item -> item.containsKey("ready") && item.containsKey("consumers"))
                .collect(Collectors.toMap(
                        item -> (String) item.get("name"),
                        item -> List.of(
                                number(item, "ready"), number(item, "unacknowledged"), number(item, "consumers"))));
    }

    private static long number(Map<String, Object> item, String name) {
        return ((Number) Objects.requireNonNull(item.get(name), name)).longValue();
    }

    /** The same, as {@code rabbitmqctl} tells it. */
    private static Map<String, List<Long>> counts(BrokerNode node, String host) {
        return JsonPath.from(node.ctl(
                        "-q",
                        "--formatter",
                        "json",
                        "list_queues",
                        "-p",
                        host,
                        "name",
                        "messages_ready",
                        "messages_unacknowledged",
                        "consumers"))
                .<Map<String, Object>>getList("$")
                .stream()
                .collect(Collectors.toMap(
                        queue -> (String) queue.get("name"),
                        queue -> List.of(
                                number(queue, "messages_ready"),
                                number(queue, "messages_unacknowledged"),
                                number(queue, "consumers"))));
    }
}
