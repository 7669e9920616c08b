package dev.warren.cli.inspect;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import io.restassured.path.json.JsonPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every listing says what rabbitmqctl says, whatever the virtual host is called. */
class ListingsIT {

    private static final String ODD = "a/b c+%é";

    @RegisterExtension
    final Scene scene = new Scene();

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();

    /** Of one kind: how Warren and rabbitmqctl call them and what they tell of them. */
    private record Kind(String command, String fields, String rabbitmqctl, String columns) {}

    private static final List<Kind> OF_A_VIRTUAL_HOST = List.of(
            new Kind(
                    "queues list --all",
                    "name type durable ready unacknowledged consumers arguments",
                    "list_queues",
                    "name type durable messages_ready messages_unacknowledged consumers arguments"),
            new Kind(
                    "exchanges list --all",
                    "name type durable autoDelete internal arguments",
                    "list_exchanges",
                    "name type durable auto_delete internal arguments"),
            new Kind(
                    "bindings list --all",
                    "exchange target to key arguments",
                    "list_bindings",
                    "source_name destination_name destination_kind routing_key arguments"),
            new Kind(
                    "consumers list",
                    "queue tag acknowledges prefetch",
                    "list_consumers",
                    "queue_name consumer_tag ack_required prefetch_count"));

    @ParameterizedTest
    @ValueSource(strings = {"/", "two words", "50%/of?all&more", "a%2Fb", "zwölf"})
    void listingsAgreeWithTheBroker(String host) throws Exception {
        if (!host.equals("/")) {
            node.addVirtualHost(host);
        }
        String url =
                node.amqpUrl(URLEncoder.encode(host, StandardCharsets.UTF_8).replace("+", "%20"));
        shell.with("rabbitmq-url", url)
                .with("warren.management.url", node.managementUrl().toString());
        fill(host);

        for (Kind kind : OF_A_VIRTUAL_HOST) {
            assertAgree(
                    List.of((kind.command + " -o json").split(" ")),
                    "items",
                    kind.fields,
                    Stream.concat(Stream.of(kind.rabbitmqctl, "-p", host), Stream.of(kind.columns.split(" ")))
                            .toList(),
                    kind.columns);
        }
        assertConnectionsAgree(host);
    }

    private void fill(String host) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(node.amqpUrl());
        factory.setVirtualHost(host); // in a URL, the client would decode it twice
        Connection connection = scene.keep(factory.newConnection("a client"));
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(ODD, "headers", true, false, Map.of("alternate-exchange", "amq.fanout"));
        channel.exchangeDeclare("inner", "topic", false, true, true, Map.of());
        channel.exchangeBind("inner", ODD, "", Map.of("x-match", "any", "tenant", "acme"));
        for (String kind : List.of("quorum", "classic")) {
            String queue = ODD + kind;
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", kind, "x-max-length", 9));
            channel.queueBind(queue, "inner", "orders.#");
            channel.basicQos(2);
            channel.basicConsume(queue, false, "tag of " + kind, (tag, delivery) -> {}, tag -> {});
            for (int i = 0; i < 5; i++) {
                channel.basicPublish("", queue, null, new byte[0]);
            }
        }
    }

    /** Those that rabbitmqctl tells of the virtual host; it has no option to ask for them alone. */
    private void assertConnectionsAgree(String host) {
        eventually("connections are as rabbitmqctl tells them").untilAsserted(() -> {
            List<Map<String, Object>> told = parsed(node.ctl(
                    "-q", "--formatter", "json", "list_connections", "vhost", "user", "channels", "peer_port"));
            assertThat(rows(parsed(listed("connections", "list", "-o", "json"), "items"), "user channels peer"))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(told.stream()
                            .filter(connection -> connection.get("vhost").equals(host))
                            .map(connection -> List.of(
                                    text(connection.get("user")),
                                    text(connection.get("channels")),
                                    "127.0.0.1:" + connection.get("peer_port")))
                            .toList());
        });
    }

    @Test
    void usersAndPermissionsAgreeWithTheBroker() {
        String host = "vhost / " + System.nanoTime() + " %";
        String user = "user / " + System.nanoTime() + " %";
        node.addVirtualHost(host);
        node.ctl("add_user", user, "secret");
        node.ctl("set_user_tags", user, "monitoring", "policymaker");
        node.ctl("set_permissions", "-p", host, user, "^$", "^a b\\.", ".*");
        node.ctl("set_topic_permissions", "-p", host, user, "amq.topic", "^eu\\.", "%");
        shell.with("rabbitmq-url", node.amqpUrl())
                .with("warren.management.url", node.managementUrl().toString());
        try {
            assertAgree(List.of("users", "list", "-o", "json"), "$", "name tags", List.of("list_users"), "user tags");
            assertAgree(List.of("vhosts", "list", "-o", "json"), "$", "name", List.of("list_vhosts", "name"), "name");
            assertAgree(
                    List.of("permissions", "list", "--vhost", host, "-o", "json"),
                    "$",
                    "user permissions.configure permissions.write permissions.read",
                    List.of("list_permissions", "-p", host),
                    "user configure write read");
            assertAgree(
                    List.of("permissions", "list", "--vhost", host, "--topics", "-o", "json"),
                    "$",
                    "user exchange write read",
                    List.of("list_topic_permissions", "-p", host),
                    "user exchange write read");
            assertThat(rows(parsed(listed("nodes", "list", "-o", "json"), "items"), "name running alarms"))
                    .isEqualTo(JsonPath.from(node.ctl("-q", "--formatter", "json", "cluster_status"))
                            .<String>getList("running_nodes")
                            .stream()
                            .map(name -> List.of(name, "true", "[]"))
                            .toList());
        } finally {
            node.ctl("delete_user", user);
        }
    }

    /**
     * @param items where they are in the command's answer
     * @param fields what of them is compared with these columns of rabbitmqctl's
     */
    private void assertAgree(
            List<String> command, String items, String fields, List<String> rabbitmqctl, String columns) {
        List<String> words = Stream.concat(Stream.of("-q", "--formatter", "json"), rabbitmqctl.stream())
                .toList();
        eventually(command.get(0) + " are as rabbitmqctl tells them").untilAsserted(() -> assertThat(
                        rows(parsed(listed(command.toArray(String[]::new)), items), fields))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(rows(parsed(node.ctl(words.toArray(String[]::new))), columns)));
    }

    private String listed(String... words) {
        Ended ended = shell.call(words);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    private static List<Map<String, Object>> parsed(String json) {
        return parsed(json, "$");
    }

    private static List<Map<String, Object>> parsed(String json, String items) {
        return JsonPath.from(json).getList(items);
    }

    private static List<List<String>> rows(List<Map<String, Object>> items, String fields) {
        return items.stream()
                .map(item -> Stream.of(fields.split(" "))
                        .map(field -> text(value(item, field)))
                        .toList())
                .toList();
    }

    private static Object value(Object item, String field) {
        Object value = item;
        for (String name : field.split("\\.")) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    /** Arguments are an object to Warren, and a list of name, type and value to rabbitmqctl. */
    private static String text(Object value) {
        Map<String, String> arguments = new TreeMap<>();
        if (value instanceof Map<?, ?> table) {
            table.forEach((name, argument) -> arguments.put(name.toString(), argument.toString()));
            return arguments.isEmpty() ? "[]" : arguments.toString();
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(List.class::isInstance)) {
            list.forEach(triple -> arguments.put(
                    ((List<?>) triple).get(0).toString(),
                    ((List<?>) triple).get(2).toString()));
            return arguments.toString();
        }
        return String.valueOf(value);
    }
}
