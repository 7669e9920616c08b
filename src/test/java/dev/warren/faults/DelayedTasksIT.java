package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayedTasksIT {

    private static final String LEVELS = "warren.delay.levels";

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic", "existing"})
    void delayedTaskRunsOnceAndNoEarlierThanAsked(String kind) {
        if (kind.equals("existing")) {
            node.amqp().declareQueue(scene.queue(), Map.of());
        }
        RecordingEndpoint endpoint = scene.endpoint();
        Submitter submitter = new Submitter(scene.both(node.amqpUrl())
                .with(LEVELS, "22")
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "kind", kind)
                .calling(endpoint.url())
                .startReady());
        Instant submitted = Instant.now();

        assertThat(submit(submitter, scene.queue(), "later", Map.of("Warren-Delay", "3s")))
                .isEqualTo(202);
        assertThat(submit(
                        submitter,
                        scene.queue(),
                        "then",
                        Map.of("Warren-Run-At", submitted.plusMillis(1_500).toString())))
                .isEqualTo(202);

        eventually("both have run").until(() -> endpoint.firstRuns().size() == 2);
        assertThat(endpoint.firstRuns().get("later")).isAfterOrEqualTo(submitted.plusSeconds(3));
        assertThat(endpoint.firstRuns().get("then")).isAfterOrEqualTo(submitted.plusMillis(1_500));
        eventually("both are acknowledged").until(() -> node.amqp().depth(scene.queue()) == 0);
        assertThat(endpoint.runs().values()).allMatch(runs -> runs.get() == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 2_500})
    void taskThatComesEarlyWaitsForItsTime(int earlyMillis) {
        RecordingEndpoint endpoint = scene.endpoint();
        scene.worker(node.amqpUrl())
                .with(LEVELS, "22")
                .consuming(scene.queue(), 1)
                .calling(endpoint.url())
                .startReady();
        Instant due = Instant.now().plusMillis(earlyMillis);

        node.amqp().publish(scene.queue(), early(due), new byte[0]);

        eventually("it has run").until(() -> endpoint.firstRuns().containsKey("early"));
        assertThat(endpoint.firstRuns().get("early")).isAfterOrEqualTo(due);
        eventually("it is acknowledged").until(() -> node.amqp().depth(scene.queue()) == 0);
        assertThat(endpoint.runs().get("early")).hasValue(1);
    }

    @Test
    void taskFarFromItsTimeLeavesTheSlotToOthers() {
        RecordingEndpoint endpoint = scene.endpoint();
        scene.worker(node.amqpUrl())
                .with(LEVELS, "22")
                .consuming(scene.queue(), 1)
                .calling(endpoint.url())
                .startReady();
        node.amqp().publish(scene.queue(), early(Instant.now().plusSeconds(3_600)), new byte[0]);
        node.amqp().publish(scene.queue(), PlainAmqp.persistent("next"), new byte[0]);

        eventually("the next has run").until(() -> endpoint.firstRuns().containsKey("next"));
        assertThat(endpoint.firstRuns()).doesNotContainKey("early");
    }

    @Test
    void delayedTaskForAQueueThatIsNotThereIsNotAccepted() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).with(LEVELS, "22").startReady();
        Submitter submitter = new Submitter(gateway);
        Map<String, String> delay = Map.of("Warren-Delay", "1s");

        eventually("it knows").until(() -> submit(submitter, scene.queue(), "lost", delay), status -> status == 404);

        node.amqp().declareQueue(scene.queue(), Map.of());
        assertThat(submit(submitter, scene.queue(), "kept", delay)).isEqualTo(202);
        eventually("it comes").until(() -> node.amqp().depth(scene.queue()) == 1);
        assertThat(node.amqp().takeAll(scene.queue()).get(0).getProps().getHeaders())
                .containsKey("warren-not-before");
    }

    @Test
    void delayedTaskForAQueueThatIsExclusiveToAnotherIsRefusedAndDisturbsNoOther() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).with(LEVELS, "22").startReady();
        Submitter submitter = new Submitter(gateway);
        Map<String, String> delay = Map.of("Warren-Delay", "1s");
        String other = scene.queue() + "-other";
        node.amqp().declareQueue(other, Map.of());
        eventually("delays work").until(() -> submit(submitter, other, "first", delay), status -> status == 202);

        int refused = node.amqp().call(channel -> {
            channel.queueDeclare(scene.queue(), false, true, true, Map.of());
            return submit(submitter, scene.queue(), "refused", delay);
        });

        assertThat(refused).isEqualTo(404);
        assertThat(submit(submitter, other, "second", delay)).isEqualTo(202);
        assertThat(gateway.metric("warren_link_losses_total{link=\"housekeeping\""))
                .isZero();
    }

    private static int submit(Submitter submitter, String queue, String id, Map<String, String> headers) {
        return submitter.submit(queue, id, headers, new byte[0]).join().statusCode();
    }

    private static BasicProperties early(Instant due) {
        return PlainAmqp.persistent("early")
                .builder()
                .headers(Map.of("warren-not-before", due.toString()))
                .build();
    }
}
