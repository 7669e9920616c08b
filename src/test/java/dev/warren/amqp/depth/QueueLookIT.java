package dev.warren.amqp.depth;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker is asked the same again and again, but not at once for what it has just refused. */
class QueueLookIT {

    private final BrokerNode broker = BrokerNode.shared();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final SettableClock clock = new SettableClock();
    private final QueueLook look = new QueueLook(clock);
    private final String queue = name("looked-at");
    private Connection connection;

    private void connect(String amqpUrl) throws Exception {
        connection = new Core(amqpUrl).connections.open("test", callbacks);
    }

    @AfterEach
    void disconnect() {
        connection.abort();
        callbacks.shutdown();
    }

    @Test
    void queueThatIsNotThereIsAskedForAgainAfterSeconds() throws Exception {
        connect(broker.amqpUrl());
        assertThat(look.at(queue, connection)).isEqualTo(new Backlog.NoQueue());
        broker.amqp().declareQueue(queue, Map.of());

        clock.advance(Duration.ofSeconds(4));
        assertThat(look.at(queue, connection)).isEqualTo(new Backlog.NoQueue());
        clock.advance(Duration.ofSeconds(1));
        assertThat(look.at(queue, connection)).isEqualTo(new Backlog.Known(0, 0));
        broker.amqp().publish(queue, List.of("one"));
        assertThat(look.at(queue, connection)).as("what is known, at once").isEqualTo(new Backlog.Known(1, 0));
    }

    /** RabbitMQ before 4.3 lets everybody look, so there each look is an answer. */
    @Test
    void refusalIsNotRepeatedForHalfAMinute() throws Exception {
        String user = name("looker");
        broker.ctl("add_user", user, "secret");
        broker.ctl("set_permissions", user, "^$", "^$", "^$");
        broker.amqp().declareQueue(queue, Map.of());
        connect(broker.amqpUrl().replace("guest:guest", user + ":secret"));
        Backlog refusal = look.at(queue, connection);

        broker.ctl("set_permissions", user, ".*", ".*", ".*");
        connection.abort();
        look.forgetChannel();
        connect(broker.amqpUrl().replace("guest:guest", user + ":secret"));
        clock.advance(Duration.ofSeconds(29));
        assertThat(look.at(queue, connection)).isEqualTo(refusal);
        clock.advance(Duration.ofSeconds(1));
        assertThat(look.at(queue, connection)).isEqualTo(new Backlog.Known(0, 0));
    }

    @Test
    void queueThatIsExclusiveToAnotherConnectionIsUnknownAndTheConnectionIsKept() throws Exception {
        connect(broker.amqpUrl());
        try (Connection other = new Core(broker.amqpUrl()).connections.open("other", callbacks)) {
            other.createChannel().queueDeclare(queue, false, true, true, Map.of());

            assertThat(look.at(queue, connection))
                    .asInstanceOf(InstanceOfAssertFactories.type(Backlog.Unknown.class))
                    .extracting(Backlog.Unknown::why)
                    .asString()
                    .contains("RESOURCE_LOCKED");
        }
        assertThat(connection.isOpen()).isTrue();
        assertThat(look.at(name("absent"), connection)).isEqualTo(new Backlog.NoQueue());
    }
}
