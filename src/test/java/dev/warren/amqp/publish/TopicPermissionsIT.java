package dev.warren.amqp.publish;

import static dev.warren.amqp.Core.name;
import static dev.warren.amqp.Core.task;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Core;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.amqp.publish.PublishResult.ConnectionLost;
import dev.warren.amqp.publish.PublishResult.Forbidden;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who may publish to an exchange, but not with every key. */
class TopicPermissionsIT {

    private final BrokerNode broker = BrokerNode.shared();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final String user = name("writer");
    private final String exchange = name("topics");
    private Housekeeping housekeeping;
    private LookedUpExchanges exchanges;

    @BeforeEach
    void start() {
        broker.ctl("add_user", user, "secret");
        broker.ctl("set_permissions", user, ".*", ".*", ".*");
        broker.amqp().declareQueue(exchange, Map.of());
        broker.amqp().call(channel -> {
            channel.exchangeDeclare(exchange, "topic", true);
            return channel.queueBind(exchange, exchange, "#");
        });
        broker.ctl("set_topic_permissions", user, exchange, "^open\\.", ".*");
        Connections connections = new Core(broker.amqpUrl().replace("guest:guest", user + ":secret")).connections;
        housekeeping = new Housekeeping("housekeeping", Duration.ofSeconds(1), connections, List.of(), metrics);
        ConfirmingPublisher publisher =
                new ConfirmingPublisher("publish exchanges", connections, Topology.NOTHING, Core.LIMITS, metrics);
        exchanges = new LookedUpExchanges(housekeeping, publisher, Core.LIMITS.confirmTimeout(), Clock.systemUTC());
        housekeeping.start();
        exchanges.start();
        awaitOpen();
    }

    @AfterEach
    void stop() {
        exchanges.close();
        housekeeping.close();
        broker.ctl("delete_user", user);
    }

    @Test
    void keyThatIsForbiddenForbidsNoOther() {
        List<CompletableFuture<PublishResult>> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(publish("open." + i));
        }
        CompletableFuture<PublishResult> closed = publish("closed");

        assertThat(open)
                .as("kept, or not known: the channel goes with it")
                .allSatisfy(result -> assertThat(result.join()).isInstanceOfAny(Confirmed.class, ConnectionLost.class));
        assertThat(closed.join()).isEqualTo(new Forbidden(exchange, Optional.of("closed")));
        awaitOpen();
    }

    @Test
    void keyThatIsForbiddenCostsOneChannel() {
        String longKey = "closed.".repeat(36);
        assertThat(publish(longKey).join()).isEqualTo(new Forbidden(exchange, Optional.of(longKey)));
        awaitOpen();
        double lost = losses();

        assertThat(publish(longKey)).isCompletedWithValue(new Forbidden(exchange, Optional.of(longKey)));
        assertThat(publish("open.again").join()).isEqualTo(new Confirmed());
        assertThat(losses()).isEqualTo(lost);
    }

    /** Tried until it is connected, again. */
    private void awaitOpen() {
        await().until(() -> publish("open.first").join().isConfirmed());
    }

    private double losses() {
        return metrics.get("warren.link.losses")
                .tag("link", "publish exchanges")
                .counter()
                .count();
    }

    private CompletableFuture<PublishResult> publish(String key) {
        return exchanges
                .publish(new Destination(exchange, key), task(name("task")))
                .toCompletableFuture();
    }
}
