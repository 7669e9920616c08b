package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that takes larger messages than the RabbitMQ client does by default. */
class LargeMessagesIT {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int CLIENTS_DEFAULT_LIMIT = 64 * MEBIBYTE;

    private static BrokerNode node;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeAll
    static void startNode() {
        node = BrokerNode.configured(
                "large", Map.of("advanced.config", "[{rabbit, [{max_message_size, " + 128 * MEBIBYTE + "}]}]."));
    }

    @AfterAll
    static void stopNode() {
        node.stop();
    }

    @Test
    void whatThePlainProgramSentIsRunHoweverLargeAndSoIsTheNext() {
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .calling(endpoint.url())
                .startReady();

        node.amqp().publish(scene.queue(), PlainAmqp.persistent("large"), new byte[CLIENTS_DEFAULT_LIMIT + 1]);
        node.amqp().publish(scene.queue(), List.of("next"));

        eventually("both have run").untilAsserted(() -> assertThat(endpoint.runs())
                .containsOnlyKeys("large", "next")
                .allSatisfy((id, runs) -> assertThat(runs).hasValue(1)));
        eventually("both are acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        assertThat(worker.metric("warren_link_losses_total")).isZero();
    }
}
