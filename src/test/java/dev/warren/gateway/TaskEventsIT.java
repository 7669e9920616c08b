package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task's life as subscribers of its events see it. */
class TaskEventsIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @Test
    void everyStepIsToldOverAmqpAndHttp() throws IOException {
        Path mended = scene.dir().resolve("mended");
        WarrenProcess warren = scene.both(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .with("warren.worker.handler", "exec")
                .with("warren.worker.exec.command", "test -e " + mended + " || test $WARREN_TASK_TYPE = good.one")
                .with("warren.worker.retry.attempts", "2")
                .startReady();
        Follower all = follow(warren, "?queue=" + scene.queue());
        Follower deadOnes = follow(warren, "?queue=" + scene.queue() + "&type=bad&type=worse&event=dead");
        subscribeByAmqp();

        submit(warren, "good.one", "t-good");
        all.await("task", 3);
        submit(warren, "bad", "t-bad");
        all.await("task", 8);
        Files.createFile(mended);
        assertThat(RestAssured.given()
                        .baseUri(warren.url().toString())
                        .post("/api/queues/" + scene.queue() + "/dead/replay?all=true")
                        .statusCode())
                .isEqualTo(200);
        all.await("task", 11);

        assertThat(told(all, event -> event.get("worker") == null))
                .containsExactly("t-good accepted", "t-bad accepted", "t-bad replayed");
        assertThat(told(all, event -> event.get("worker") != null))
                .containsExactly(
                        "t-good started 1",
                        "t-good succeeded 1",
                        "t-bad started 1",
                        "t-bad retrying 1 failed",
                        "t-bad started 2",
                        "t-bad dead 2 failed",
                        "t-bad started 1",
                        "t-bad succeeded 1");
        JsonPath retrying = told(all)
                .filter(event -> event.getString("event").equals("retrying"))
                .findFirst()
                .orElseThrow();
        assertThat(retrying.getString("type")).isEqualTo("bad");
        assertThat(retrying.getString("message")).contains("exit code 1");
        assertThat(retrying.getString("next")).isGreaterThan(retrying.getString("time"));
        deadOnes.await("task", 1);
        assertThat(deadOnes.named("task"))
                .singleElement()
                .satisfies(event -> assertThat(event.json().getString("id")).isEqualTo("t-bad"));

        List<GetResponse> messages = node.amqp().takeAll(subscriber());
        assertThat(messages)
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactlyElementsOf(
                        all.named("task").stream().map(Follower.Event::data).toList());
        assertThat(messages)
                .extracting(message -> message.getEnvelope().getRoutingKey())
                .contains(scene.queue() + ".good%2Eone.accepted", scene.queue() + ".bad.dead");
        assertThat(messages).allSatisfy(message -> assertThat(message.getProps().getContentType())
                .isEqualTo("application/json"));
        assertThat(warren.metric("warren_events_total{event=\"started\",result=\"published\""))
                .isEqualTo(4);
    }

    /** They wait for the connection together. */
    @Test
    void firstEventsOfAProcessAreInTheOrderOfWhatHappened() {
        List<String> ids = IntStream.range(0, 40).mapToObj(i -> "t-" + i).toList();
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                .startReady();
        awaitExchange();
        subscribeByAmqp();
        ids.forEach(id -> submit(gateway, "good", id));

        scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .running(Path.of("/bin/true"))
                .startReady();

        eventually("all is told").until(() -> node.amqp().depth(subscriber()) == 3 * ids.size());
        assertThat(node.amqp().takeAll(subscriber()))
                .extracting(message -> JsonPath.from(new String(message.getBody(), StandardCharsets.UTF_8)))
                .filteredOn(event -> event.get("worker") != null)
                .extracting(event -> event.getString("id") + " " + event.getString("event"))
                .containsExactlyElementsOf(ids.stream()
                        .flatMap(id -> Stream.of(id + " started", id + " succeeded"))
                        .toList());
    }

    private static Stream<JsonPath> told(Follower follower) {
        return follower.named("task").stream().map(Follower.Event::json);
    }

    /** What gateway and worker tell is not in an order: a task can be handed out before the gateway has its confirm. */
    private static List<String> told(Follower follower, Predicate<JsonPath> by) {
        return told(follower)
                .filter(by)
                .map(event -> Stream.of("id", "event", "attempt", "reason")
                        .map(event::getString)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private Follower follow(WarrenProcess warren, String query) {
        awaitExchange();
        return scene.keep(Follower.of(warren, "/api/events" + query));
    }

    private void awaitExchange() {
        eventually("the exchange is declared")
                .until(() -> node.ctl("-q", "list_exchanges", "name").contains("warren.events"));
    }

    private String subscriber() {
        return scene.queue() + "-subscriber";
    }

    private void subscribeByAmqp() {
        node.amqp().declareQueue(subscriber(), Map.of());
        node.amqp().call(channel -> channel.queueBind(subscriber(), "warren.events", scene.queue() + ".#"));
    }

    private void submit(WarrenProcess warren, String type, String id) {
        assertThat(new Submitter(warren)
                        .submit(scene.queue(), id, Map.of("Warren-Type", type), new byte[0])
                        .join()
                        .statusCode())
                .isEqualTo(202);
    }
}
