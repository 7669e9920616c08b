package dev.warren.harness;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tools of the fault tests do what they say: a fault that was not there would make every test pass. */
class HarnessIT {

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void messagesOutliveAKilledNode() {
        BrokerNode node = BrokerNode.expendable();
        node.amqp().declareQueue(scene.queue(), Map.of("x-queue-type", "quorum"));
        node.amqp().publish(scene.queue(), List.of("a", "b"));
        node.syncNewQueues();

        node.kill();
        assertThatThrownBy(() -> node.amqp().depth(scene.queue())).isInstanceOf(IllegalStateException.class);

        node.start();
        eventually("the messages are back")
                .untilAsserted(
                        () -> assertThat(node.amqp().depth(scene.queue())).isEqualTo(2));
        assertThat(node.amqp().takeAll(scene.queue())).hasSize(2);
    }

    @Test
    void frozenNodeDoesNotAnswerUntilItThaws() throws Exception {
        BrokerNode node = BrokerNode.expendable();
        try (Connection connection = PlainAmqp.factory(node.amqpUrl()).newConnection()) {
            node.freeze();
            var channel = CompletableFuture.supplyAsync(() -> {
                try {
                    return connection.createChannel();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(channel).failsWithin(Duration.ofSeconds(1));
            node.thaw();
            assertThat(channel).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void memoryAlarmBlocksAConnectionThatPublishes() {
        BrokerNode node = BrokerNode.expendable();
        node.amqp().declareQueue(scene.queue(), Map.of());
        node.raiseMemoryAlarm();
        boolean confirmed = node.amqp().call(channel -> {
            // The first message still gets through: only publishing shows the node what the connection is for.
            channel.basicPublish("", scene.queue(), PlainAmqp.persistent("a"), new byte[0]);
            channel.basicPublish("", scene.queue(), PlainAmqp.persistent("b"), new byte[0]);
            try {
                return channel.waitForConfirms(2000);
            } catch (TimeoutException blocked) {
                node.clearMemoryAlarm();
                return false;
            }
        });
        assertThat(confirmed).isFalse();
    }

    @Test
    void cableCanBeCutAndPulled() throws Exception {
        BrokerNode node = BrokerNode.shared();
        TcpProxy cable = scene.cableTo(node);
        Connection connection = PlainAmqp.factory(cable.amqpUrl()).newConnection();
        assertThat(node.connections()).isNotEmpty();

        cable.cut();
        eventually("the connection is gone").until(() -> !connection.isOpen());
        assertThat(new PlainAmqp(cable.amqpUrl()).exists(scene.queue())).isFalse();
        new PlainAmqp(cable.amqpUrl()).declareQueue(scene.queue(), Map.of());

        cable.pull();
        assertThat(new PlainAmqp(cable.amqpUrl()).exists(scene.queue())).isFalse();
        cable.resume();
        assertThat(new PlainAmqp(cable.amqpUrl()).exists(scene.queue())).isTrue();
    }
}
