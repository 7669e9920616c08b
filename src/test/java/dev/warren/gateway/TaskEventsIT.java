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

        List<JsonPath> told =
                all.named("task").stream().map(Follower.Event::json).toList();
        assertThat(told)
                .extracting(event -> event.getString("id") + " " + event.getString("event") + " "
                        + event.getString("attempt") + " " + event.getString("reason"))
                .containsExactly(
                        "t-good accepted null null",
                        "t-good started 1 null",
                        "t-good succeeded 1 null",
                        "t-bad accepted null null",
                        "t-bad started 1 null",
                        "t-bad retrying 1 failed",
                        "t-bad started 2 null",
                        "t-bad dead 2 failed",
                        "t-bad replayed null null",
                        "t-bad started 1 null",
                        "t-bad succeeded 1 null");
        assertThat(told.get(5).getString("message")).contains("1");
        assertThat(told.get(5).getString("next")).isGreaterThan(told.get(5).getString("time"));
        assertThat(told.get(0).getString("type")).isEqualTo("good.one");
        deadOnes.await("task", 1);
        assertThat(deadOnes.named("task"))
                .singleElement()
                .satisfies(event -> assertThat(event.json().getString("id")).isEqualTo("t-bad"));

        List<GetResponse> messages = node.amqp().takeAll(subscriber());
        assertThat(messages)
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactlyElementsOf(
                        all.named("task").stream().map(Follower.Event::data).toList());
        assertThat(messages.get(0).getEnvelope().getRoutingKey()).isEqualTo(scene.queue() + ".good%2Eone.accepted");
        assertThat(messages.get(7).getEnvelope().getRoutingKey()).isEqualTo(scene.queue() + ".bad.dead");
        assertThat(messages.get(7).getProps().getContentType()).isEqualTo("application/json");
        assertThat(warren.metric("warren_events_total{event=\"started\",result=\"published\""))
                .isEqualTo(4);
    }

    private Follower follow(WarrenProcess warren, String query) {
        eventually("the exchange is declared")
                .until(() -> node.ctl("-q", "list_exchanges", "name").contains("warren.events"));
        return scene.keep(Follower.of(warren, "/api/events" + query));
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
