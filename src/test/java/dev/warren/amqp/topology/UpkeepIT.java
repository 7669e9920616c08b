package dev.warren.amqp.topology;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.topology.Topology.Exchange;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.BrokerNode.BrokenExchangeType;
import dev.warren.harness.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One part that can't be declared keeps back no other; what is gone with a queue is declared anew with it. */
class UpkeepIT {

    private final BrokerNode broker = BrokerNode.shared();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final Topology fine = Topology.around(QueueSettings.of(name("existing"), QueueKind.EXISTING));
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = new Core(broker.amqpUrl()).connections.open("test", callbacks);
    }

    @AfterEach
    void disconnect() {
        connection.abort();
        callbacks.shutdown();
    }

    @Test
    void partWithATooLongName() throws Exception {
        Topology bad = Topology.around(QueueSettings.of("q".repeat(253), QueueKind.CLASSIC));
        Upkeep upkeep = upkeep(bad, fine);
        upkeep.tick(connection);
        assertThat(upkeep.isDeclared(bad)).isFalse();
        assertThat(upkeep.isDeclared(fine)).isTrue();
    }

    @Test
    void partThatTheClientTrippedOver() throws Exception {
        Topology bad = Topology.of(new Exchange(name("x"), "direct", Map.of("unspeakable", new Object())));
        Upkeep upkeep = upkeep(bad, fine);
        upkeep.tick(connection);
        assertThat(upkeep.isDeclared(bad)).isFalse();
        assertThat(upkeep.isDeclared(fine)).isTrue();
    }

    @Test
    void partThatBreaksTheConnection() throws Exception {
        Topology bad = new Topology(
                List.of(new Exchange(name("x"), BrokenExchangeType.NAME), new Exchange(name("x"), "direct")),
                List.of(),
                List.of());
        Upkeep upkeep = upkeep(bad, fine);
        try (BrokenExchangeType broken = broker.brokenExchangeType()) {
            assertThat(catchThrowable(() -> upkeep.tick(connection))).isNotNull();
        }
        assertThat(connection.isOpen()).isFalse();

        connect();
        upkeep.begin();
        upkeep.tick(connection);
        assertThat(upkeep.isDeclared(bad)).isFalse();
        assertThat(upkeep.isDeclared(fine)).isTrue();
    }

    @Test
    void waysToAQueueThatIsDeclaredAnewAreNotThereUntilTheyAreToo() throws Exception {
        QueueSettings queue = QueueSettings.of(name("anew"), QueueKind.CLASSIC);
        TopologyDeclaration.apply(connection, Topology.of(List.of(queue)));
        Topology ways = Topology.around(queue);
        Upkeep upkeep = upkeep(ways, fine);
        upkeep.tick(connection);
        assertThat(upkeep.isDeclared(ways)).isTrue();

        broker.amqp().deleteQueue(queue.name());
        broker.amqp().declareQueue(queue.name(), Map.of());
        upkeep.declareWaysTo(queue.name());
        assertThat(upkeep.isDeclared(ways)).isFalse();
        assertThat(upkeep.isDeclared(fine)).isTrue();

        upkeep.tick(connection);
        assertThat(upkeep.isDeclared(ways)).isTrue();
        broker.amqp().call(channel -> {
            channel.basicPublish(Topology.TASKS, queue.name(), null, new byte[0]);
            return null;
        });
        assertThat(broker.amqp().depth(queue.name())).isEqualTo(1);
    }

    private static Upkeep upkeep(Topology... parts) {
        return new Upkeep(List.of(parts), new SettableClock());
    }
}
