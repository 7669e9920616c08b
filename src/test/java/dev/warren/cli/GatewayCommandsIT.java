package dev.warren.cli;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
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

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();

    @Test
    void sentFileIsATaskOfTheQueueAndAnEvent() throws Exception {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "classic")
                .startReady();
        Path file = Files.write(scene.dir().resolve("data"), new byte[] {1, 2, (byte) 0xff});
        eventually("the exchange of the events is there")
                .until(() -> node.ctl("-q", "list_exchanges", "name").contains("warren.events"));
        Shell following = new Shell();
        CompletableFuture<Integer> follower = CompletableFuture.supplyAsync(() ->
                run(following, "events", gateway, "--queue", scene.queue(), "--event", "accepted", "--count", "1"));
        eventually("it is subscribed").until(() -> following.noted().contains("subscribed"));

        int exitCode =
                run("send", gateway, scene.queue(), "@" + file, "--id", "t-1", "-H", "Tenant=acme", "-o", "json");

        assertThat(exitCode).as(shell.noted()).isZero();
        assertThat(JsonPath.from(shell.said()).getString("id")).isEqualTo("t-1");
        assertThat(node.amqp().takeAll(scene.queue())).singleElement().satisfies(task -> {
            assertThat(task.getBody()).containsExactly(1, 2, 0xff);
            assertThat(task.getProps().getHeaders().get("Tenant")).hasToString("acme");
        });
        assertThat(follower.join()).isZero();
        assertThat(following.said()).contains("  accepted   " + scene.queue() + "  t-1");
    }

    @Test
    void batchIsWorkedOffAndItsDeadLettersAreReplayedAndDiscarded() throws Exception {
        String queue = scene.queue();
        Path done = Files.createDirectory(scene.dir().resolve("done"));
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .words("work", queue, "--attempts", "1", "--kind", "classic", "--exec", toFileUnlessBad(done))
                .startReady();
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        Path tasks = Files.writeString(scene.dir().resolve("tasks"), """
                {"id": "t-1", "payload": "one"}
                {"id": "t-2", "type": "bad", "payload": {"n": 2}}
                {"id": "t-3", "type": "bad", "payload": "three"}
                {"paylod": "four"}
                """);

        assertThat(run("send", gateway, queue, "--batch", "@" + tasks)).isEqualTo(1);
        assertThat(shell.said()).contains("3 tasks are in queue " + queue);
        assertThat(shell.noted()).contains("line 4: ");
        eventually("two are dead letters").until(() -> node.amqp().depth(queue + ".dead") == 2);

        assertThat(run("dead", gateway, "groups", queue)).isZero();
        assertThat(run("dead", gateway, "list", queue, "--type", "bad", "-o", "json"))
                .isZero();
        assertThat(shell.said()).contains("    2  bad   failed", "\"matched\":2", "\"id\":\"t-3\"");
        assertThat(run("dead", gateway, "show", queue, "t-2")).isZero();
        assertThat(shell.said()).contains("the command ended with exit code 9");

        Files.createFile(done.resolve("mended"));
        assertThat(run("dead", gateway, "replay", queue, "t-2")).isZero();
        eventually("it is done").until(() -> Files.exists(done.resolve("t-2")));
        assertThat(run("dead", gateway, "replay", queue, "--reason", "typo")).isEqualTo(2);
        assertThat(run("dead", gateway, "discard", queue, "--all")).isEqualTo(2);
        assertThat(run("dead", gateway, "discard", queue, "--all", "--yes")).isZero();
        assertThat(shell.said()).contains("discarded 1 of 1");

        assertThatThrownBy(() -> scene.worker(node.amqpUrl())
                        .words(
                                "work",
                                queue,
                                "--exec",
                                "true",
                                "--port",
                                String.valueOf(gateway.url().getPort()))
                        .start())
                .hasStackTraceContaining("ended at its start with 2")
                .hasMessageContaining("choose another one with QUARKUS_HTTP_PORT");

        worker.signal("INT");
        assertThat(worker.awaitExit()).isZero();
        assertThat(done.resolve("t-1")).hasContent("one");
        assertThat(done.resolve("t-3")).doesNotExist();
    }

    /** With an expression that is the shell's, not the configuration's. */
    private static String toFileUnlessBad(Path done) {
        return "cd '" + done + "' && { [ \"${WARREN_TASK_TYPE}\" != bad ] || [ -e mended ] || exit 9; }"
                + " && cat > .part && mv .part \"${WARREN_TASK_ID}\"";
    }

    @Test
    void publishedMessageIsPrintedBySubscribers() {
        String exchange = scene.queue() + " x/%";
        node.amqp().call(channel -> channel.exchangeDeclare(exchange, "topic", true));
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        Shell following = new Shell();
        CompletableFuture<Integer> follower = CompletableFuture.supplyAsync(
                () -> run(following, "subscribe", gateway, exchange, "--key", "orders.*", "--count", "1"));
        eventually("it is subscribed").until(() -> following.noted().contains("subscribed"));

        assertThat(run("publish", gateway, exchange, "--key", "orders.eu", "hällo"))
                .isZero();

        assertThat(follower.join()).isZero();
        assertThat(following.said().strip()).isEqualTo("orders.eu\thällo");
        assertThat(shell.said()).contains("was routed by exchange");
    }

    @Test
    void whatIsRefusedIsOneLineAndAnExitCode() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();

        assertThat(run("publish", gateway, "amq.topic", "--key", "nobody")).isEqualTo(1);
        assertThat(run("subscribe", gateway, "nowhere")).isEqualTo(1);
        assertThat(run("send", gateway, "q", "--priority", "ten")).isEqualTo(2);
        assertThat(run("send", gateway, "q", "@/nowhere/at/all")).isEqualTo(2);
        assertThat(shell.noted().lines()).hasSize(4).allMatch(line -> line.startsWith("warren: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost", "localhost:8080", "http://", "%"})
    void gatewayThatIsNoneIsWrongUsage(String url) {
        assertThat(run("send", url, "q")).isEqualTo(2);
        assertThat(shell.noted().lines()).singleElement().asString().contains("WARREN_GATEWAY");
    }

    @Test
    void gatewayThatIsAwayIsOneLine() {
        assertThat(run("send", "http://127.0.0.1:1", "q")).isEqualTo(3);
        assertThat(shell.noted().lines()).singleElement().asString().startsWith("warren: no answer of the gateway");
    }

    private int run(String command, WarrenProcess gateway, String... words) {
        return run(shell, command, gateway, words);
    }

    private static int run(Shell shell, String command, WarrenProcess gateway, String... words) {
        gateway.awaitAllReady();
        return run(shell, command, gateway.url().toString(), words);
    }

    private int run(String command, String url, String... words) {
        return run(shell, command, url, words);
    }

    private static int run(Shell shell, String command, String url, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(0, command);
        all.addAll(List.of("--gateway", url));
        return shell.run(all.toArray(String[]::new));
    }
}
