package dev.warren.amqp.letter;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.connection.ServerVersion;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues of dead letters as others declare them. */
class LetterQueueIT {

    /** Long names leave the broker no room for what differs. */
    private static final String LONG = "x".repeat(180);

    private final BrokerNode broker = BrokerNode.shared();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
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

    /** RabbitMQ names each of these before the delivery limit. */
    static List<Map<String, Object>> others() {
        return List.of(
                Map.of(),
                Map.of("x-max-length", 10),
                Map.of("x-dead-letter-exchange", "some", "x-expires", 3_600_000, "x-overflow", "reject-publish"),
                Map.of("x-single-active-consumer", true));
    }

    @ParameterizedTest
    @MethodSource("others")
    void limitIsSeenBehindWhateverElseDiffers(Map<String, Object> others) {
        String queue = declared("quorum", with(others, "x-delivery-limit", 3));

        assertThatThrownBy(() -> LetterQueue.kind(connection, queue))
                .isInstanceOf(LettersException.class)
                .hasMessageContaining("delivery limit (3)");
    }

    /** Which is 20 on RabbitMQ 4; since 4.3 looks don't count. */
    @ParameterizedTest
    @MethodSource("others")
    void limitOfAQueueThatSaysNoneIsTheBrokers(Map<String, Object> others) throws Exception {
        String queue = declared("quorum", others);

        if (ServerVersion.of(connection).isBefore(4, 3)) {
            assertThatThrownBy(() -> LetterQueue.kind(connection, queue))
                    .isInstanceOf(LettersException.class)
                    .hasMessageContaining("delivery limit (none)");
        } else {
            assertThat(LetterQueue.kind(connection, queue)).isEqualTo(QueueKind.QUORUM);
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void queueWithoutALimitIsRead(Map<String, Object> others) throws Exception {
        String queue = declared("quorum", with(others, "x-delivery-limit", Topology.NO_DELIVERY_LIMIT));

        assertThat(LetterQueue.kind(connection, queue)).isEqualTo(QueueKind.QUORUM);
    }

    @ParameterizedTest
    @MethodSource("others")
    void classicQueueIsOneWhateverElseDiffers(Map<String, Object> others) throws Exception {
        String queue = declared("classic", others);

        assertThat(LetterQueue.kind(connection, queue)).isEqualTo(QueueKind.CLASSIC);
    }

    @Test
    void longNamesHideNothing() throws Exception {
        assertThat(LetterQueue.kind(connection, declare(LONG, "classic", Map.of())))
                .isEqualTo(QueueKind.CLASSIC);
        broker.amqp().deleteQueue(LONG);
        String limited = declare(LONG, "quorum", Map.of("x-delivery-limit", 3));
        assertThatThrownBy(() -> LetterQueue.kind(connection, limited)).isInstanceOf(LettersException.class);
        broker.amqp().deleteQueue(LONG);
        assertThat(LetterQueue.kind(
                        connection, declare(LONG, "quorum", Map.of("x-delivery-limit", Topology.NO_DELIVERY_LIMIT))))
                .isEqualTo(QueueKind.QUORUM);
        broker.amqp().deleteQueue(LONG);
    }

    @Test
    void queueThatGoesWithItsConsumersIsClassic() throws Exception {
        String queue = name("passing");
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, true, Map.of());
        }

        assertThat(LetterQueue.kind(connection, queue)).isEqualTo(QueueKind.CLASSIC);
    }

    @Test
    void noLetterCanBeTakenOutOfAStream() {
        String queue = declared("stream", Map.of("x-max-length-bytes", 1_000_000));

        assertThatThrownBy(() -> LetterQueue.kind(connection, queue))
                .isInstanceOf(LettersException.class)
                .hasMessageContaining("of the type stream");
    }

    private String declared(String type, Map<String, Object> arguments) {
        return declare(name("letters"), type, arguments);
    }

    private String declare(String queue, String type, Map<String, Object> arguments) {
        broker.amqp().declareQueue(queue, with(arguments, Topology.TYPE, type));
        return queue;
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put(name, value);
        return all;
    }
}
