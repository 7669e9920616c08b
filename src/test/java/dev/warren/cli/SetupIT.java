package dev.warren.cli;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The users that setup makes can do all that they must, and nothing else. */
class SetupIT {

    @RegisterExtension
    final Scene scene = new Scene();

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();
    private final String name = "setup-" + UUID.randomUUID();
    private final Map<String, JsonNode> users = new HashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        shell.with("rabbitmq-url", node.amqpUrl())
                .with("warren.management.url", node.managementUrl().toString());
        JsonNode result = json(setup("--queue", "q"));
        result.path("users").forEach(user -> users.put(user.path("part").asText(), user));
        assertThat(users.keySet()).containsExactlyInAnyOrder("gateway", "worker", "monitor");
    }

    @AfterEach
    void forget() {
        users.values()
                .forEach(user -> shell.call("users", "delete", user.path("name").asText(), "--yes"));
        shell.call("vhosts", "delete", name, "--force", "--yes");
    }

    @Test
    void theyDoAllThatATaskMayNeedWithNothingRefused() throws IOException {
        Path command = scene.dir().resolve("fails-until-mended.sh");
        Path mended = scene.dir().resolve("mended");
        Path done = scene.dir().resolve("done");
        Files.writeString(
                command, "#!/bin/sh\ntest -e %s || exit 1\necho \"$WARREN_TASK_ID\" >> %s\n".formatted(mended, done));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        WarrenProcess worker = scene.worker(url("worker"))
                .consuming("q", 2)
                .running(command)
                .with("warren.worker.retry.attempts", "2")
                .with("warren.worker.pause-check", "200ms")
                .startReady();
        WarrenProcess gateway =
                scene.gateway(url("gateway")).queue("q", "kind", "quorum").startReady();
        Submitter submitter = new Submitter(gateway);
        String id = Submitter.newIds(1).get(0);

        eventually("it is submitted with a delay")
                .until(() -> submitter
                                .submit("q", id, Map.of("Warren-Delay", "1s"), new byte[0])
                                .join()
                                .statusCode()
                        == 202);
        PlainAmqp amqp = node.amqp(name);
        eventually("it is dead after its retry").until(() -> amqp.depth("q.dead") == 1);
        Files.createFile(mended);
        RestAssured.given()
                .baseUri(gateway.url().toString())
                .post("/api/queues/q/dead/replay?all=true")
                .then()
                .statusCode(200);
        eventually("it is done").until(() -> Files.exists(done));
        shell.with("rabbitmq-url", node.amqpUrl(name)).call("queues", "pause", "q");
        eventually("it sees the pause").until(() -> worker.metric("warren_paused") == 1);

        for (WarrenProcess process : List.of(gateway, worker)) {
            assertThat(process.log()).doesNotContain("ACCESS_REFUSED", "refused", "can't be declared", "can't be seen");
            assertThat(process.metric("warren_topology_undeclared")).isZero();
        }
        askForWhatItMayNotUse(gateway, amqp, submitter);
    }

    /** Callers may ask for anything: what is refused must not cost the gateway a connection. */
    private static void askForWhatItMayNotUse(WarrenProcess gateway, PlainAmqp administrator, Submitter submitter) {
        administrator.declareQueue("others", Map.of());
        RestAssured.given()
                .baseUri(gateway.url().toString())
                .post("/api/exchanges/amq.topic/messages?key=k")
                .then()
                .statusCode(403);
        assertThat(submitter
                        .submit("others", "id", Map.of("Warren-Delay", "1s"), new byte[0])
                        .join()
                        .statusCode())
                .isEqualTo(503);
        for (String link : List.of("publish\"", "housekeeping")) {
            assertThat(gateway.metric("warren_link_losses_total{link=\"" + link))
                    .as(link)
                    .isZero();
        }
    }

    @Test
    void gatewayPublishesFeedsFollowsAndInspectsWithNothingRefused() throws IOException {
        PlainAmqp administrator = node.amqp(name);
        administrator.call(channel -> channel.exchangeDeclare("orders", "topic", true));
        json(setup("--queue", "q", "--exchange", "orders"));
        WarrenProcess gateway = scene.gateway(url("gateway"))
                .queue("q", "kind", "quorum")
                .queue("q", "bindings.b.exchange", "orders")
                .queue("q", "bindings.b.type", "topic")
                .queue("q", "bindings.b.keys", "eu.#")
                .with("warren.management.url", node.managementUrl().toString())
                .with(
                        "warren.management.username",
                        users.get("monitor").path("name").asText())
                .with(
                        "warren.management.password",
                        users.get("monitor").path("password").asText())
                .startReady();
        eventually("the queue is fed").until(() -> node.ctl("-q", "list_bindings", "-p", name, "source_name")
                .contains("orders"));
        eventually("the exchange of the events is there")
                .until(() ->
                        node.ctl("-q", "list_exchanges", "-p", name, "name").contains("warren.events"));
        Shell events = new Shell();
        Shell orders = new Shell();
        CompletableFuture<Integer> ofEvents = follow(events, "events", "--gateway", url(gateway), "--count", "1");
        CompletableFuture<Integer> ofOrders =
                follow(orders, "subscribe", "orders", "--key", "eu.*", "--gateway", url(gateway), "--count", "1");

        Ended published = shell.call("publish", "orders", "--key", "eu.new", "hello", "--gateway", url(gateway));
        Ended sent = shell.call("send", "q", "mail", "--gateway", url(gateway));

        assertThat(published.exitCode()).as(published.err()).isZero();
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(ofOrders.join()).as(orders.noted()).isZero();
        assertThat(orders.said()).contains("hello");
        assertThat(ofEvents.join()).as(events.noted()).isZero();
        assertThat(administrator.takeAll("q")).hasSize(2);
        assertThat(shell.call("queues", "list", "-o", "json", "--gateway", url(gateway))
                        .out())
                .contains("\"source\":\"management\"", "\"name\":\"q\"");
        assertThat(gateway.log()).doesNotContain("ACCESS_REFUSED", "refused", "can't be declared", "can't be seen");
        assertRefused(() -> node.amqpAt(url("worker")).call(channel -> {
            channel.basicPublish("orders", "eu.new", null, new byte[0]);
            return channel.waitForConfirms();
        }));
    }

    private static String url(WarrenProcess gateway) {
        return gateway.url().toString();
    }

    private static CompletableFuture<Integer> follow(Shell following, String... words) {
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> following.run(words));
        eventually("it is subscribed").until(() -> following.noted().contains("subscribed"));
        return end;
    }

    @Test
    void theyAreRefusedEverythingElse() {
        PlainAmqp administrator = node.amqp(name);
        administrator.declareQueue("others", Map.of());
        PlainAmqp worker = node.amqpAt(url("worker"));

        assertRefused(() -> worker.deleteQueue("others"));
        assertRefused(() -> worker.takeAll("others"));
        assertRefused(() -> worker.publish("others", List.of("x")));
        assertRefused(() -> worker.call(channel -> channel.exchangeDeclare("mine", "topic", true)));
        assertRefused(() -> node.amqpAt(url("gateway")).deleteQueue("others"));
        PlainAmqp monitor = node.amqpAt("amqp://" + login("monitor") + "@127.0.0.1:" + node.port() + "/" + name);
        assertRefused(() -> monitor.deleteQueue("others"));
        assertThat(management("monitor", "GET", "/api/queues/" + name)).isEqualTo(200);
        assertThat(management("monitor", "GET", "/api/queues/" + name + "/others"))
                .isEqualTo(200);
        assertThat(management("monitor", "DELETE", "/api/queues/" + name + "/others"))
                .isNotEqualTo(204);
        assertThat(management("monitor", "PUT", "/api/users/evil")).isEqualTo(401);
        assertThat(management("worker", "GET", "/api/queues/" + name)).isEqualTo(401);
        assertThat(administrator.exists("others")).isTrue();
    }

    @Test
    void secondRunChangesNothingAndRotatingMakesNewPasswords() throws IOException {
        JsonNode again = json(setup("--queue", "q"));
        assertThat(again.path("changed").asBoolean()).isFalse();
        assertThat(again.toString()).doesNotContain("password");
        assertThat(management("monitor", "GET", "/api/overview")).isEqualTo(200);

        Ended rotated = setup("--queue", "q", "--rotate");
        assertThat(json(rotated).path("users").findValuesAsText("password")).hasSize(3);
        assertThat(management("monitor", "GET", "/api/overview")).isEqualTo(401);

        assertThat(json(setup("--queue", "q", "--queue", "r")).path("users").findValues("changed"))
                .extracting(JsonNode::toString)
                .containsExactly("[\"permissions\"]", "[\"permissions\"]", "[]");
        assertThat(shell.call("setup", "--vhost", name, "--prefix", name, "-o", "secret", "--queue", "q")
                        .err())
                .contains("--rotate makes a new one");
    }

    private Ended setup(String... words) {
        List<String> all = new ArrayList<>(List.of("setup", "--vhost", name, "--prefix", name, "-o", "json"));
        all.addAll(List.of(words));
        return shell.call(all.toArray(String[]::new));
    }

    private static JsonNode json(Ended ended) throws IOException {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private String url(String part) {
        return users.get(part).path("url").asText();
    }

    private String login(String part) {
        return users.get(part).path("name").asText() + ":"
                + users.get(part).path("password").asText();
    }

    private int management(String part, String method, String path) {
        return RestAssured.given()
                .baseUri(node.managementUrl().toString())
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString(login(part).getBytes()))
                .request(method, path)
                .statusCode();
    }

    private static void assertRefused(Runnable attempt) {
        assertThatThrownBy(attempt::run).hasMessageContaining("ACCESS_REFUSED");
    }
}
