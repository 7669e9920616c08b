package dev.warren.cli;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.terminal.Conventions;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayCommandsIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();
    private final StringWriter said = new StringWriter();
    private final StringWriter noted = new StringWriter();

    @Test
    void sentFileIsATaskOfTheQueue() throws Exception {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "classic")
                .startReady();
        Path file = Files.write(scene.dir().resolve("data"), new byte[] {1, 2, (byte) 0xff});

        int exitCode =
                run(new Send(), gateway, scene.queue(), "@" + file, "--id", "t-1", "-H", "Tenant=acme", "-o", "json");

        assertThat(exitCode).as(noted.toString()).isZero();
        assertThat(JsonPath.from(said.toString()).getString("id")).isEqualTo("t-1");
        assertThat(node.amqp().takeAll(scene.queue())).singleElement().satisfies(task -> {
            assertThat(task.getBody()).containsExactly(1, 2, 0xff);
            assertThat(task.getProps().getHeaders().get("Tenant")).hasToString("acme");
        });
    }

    @Test
    void publishedMessageIsPrintedBySubscribers() {
        String exchange = scene.queue() + " x/%";
        node.amqp().call(channel -> channel.exchangeDeclare(exchange, "topic", true));
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        StringWriter followed = new StringWriter();
        StringWriter followerNoted = new StringWriter();
        CompletableFuture<Integer> follower = CompletableFuture.supplyAsync(() -> command(
                new Subscribe(), followed, followerNoted, gateway, exchange, "--key", "orders.*", "--count", "1"));
        eventually("it is subscribed").until(() -> followerNoted.toString().contains("subscribed"));

        assertThat(run(new Publish(), gateway, exchange, "--key", "orders.eu", "hällo"))
                .isZero();

        assertThat(follower.join()).isZero();
        assertThat(followed.toString().strip()).isEqualTo("orders.eu\thällo");
        assertThat(said.toString()).contains("was routed by exchange");
    }

    @Test
    void whatIsRefusedIsOneLineAndAnExitCode() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();

        assertThat(run(new Publish(), gateway, "amq.topic", "--key", "nobody")).isEqualTo(1);
        assertThat(run(new Subscribe(), gateway, "nowhere")).isEqualTo(1);
        assertThat(run(new Send(), gateway, "q", "--priority", "ten")).isEqualTo(2);
        assertThat(run(new Send(), gateway, "q", "@/nowhere/at/all")).isEqualTo(2);
        assertThat(noted.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("warren: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost", "localhost:8080", "http://", "%"})
    void gatewayThatIsNoneIsWrongUsage(String url) {
        assertThat(run(new Send(), url, "q")).isEqualTo(2);
        assertThat(noted.toString().lines()).singleElement().asString().contains("WARREN_GATEWAY");
    }

    @Test
    void gatewayThatIsAwayIsOneLine() {
        assertThat(run(new Send(), "http://127.0.0.1:1", "q")).isEqualTo(3);
        assertThat(noted.toString().lines()).singleElement().asString().startsWith("warren: no answer of the gateway");
    }

    private int run(Object command, WarrenProcess gateway, String... words) {
        return command(command, said, noted, gateway, words);
    }

    private int run(Object command, String url, String... words) {
        return command(command, said, noted, url, words);
    }

    private static int command(
            Object command, StringWriter out, StringWriter err, WarrenProcess gateway, String... words) {
        // It is ready before it has the connection for exchanges.
        eventually("it can publish to exchanges")
                .until(() -> gateway.metric("warren_link_up{link=\"publish exchanges\"") == 1
                        && gateway.metric("warren_link_up{link=\"housekeeping\"") == 1);
        return command(command, out, err, gateway.url().toString(), words);
    }

    private static int command(Object command, StringWriter out, StringWriter err, String url, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--gateway", url));
        return Conventions.commandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
