package dev.warren.amqp.topology;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.connection.Causes;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.BrokerNode.BrokenExchangeType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyDeclarationIT {

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

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void repeatingADeclarationChangesNothing(QueueKind kind) throws Exception {
        Topology topology = Topology.of(List.of(QueueSettings.of(name("repeated"), kind)));
        TopologyDeclaration.apply(connection, topology);
        TopologyDeclaration.apply(connection, topology);
    }

    @Test
    void mismatchNamesQueueArgumentBothValuesAndTheWaysOut() throws Exception {
        String queue = name("mismatch");
        TopologyDeclaration.apply(connection, Topology.of(List.of(QueueSettings.of(queue, QueueKind.QUORUM))));
        Topology other =
                Topology.of(List.of(QueueSettings.of(queue, QueueKind.QUORUM).withMaxLength(7)));
        assertThatExceptionOfType(TopologyException.class)
                .isThrownBy(() -> TopologyDeclaration.apply(connection, other))
                .withMessageContainingAll(
                        "'" + queue + "'", "x-max-length", "none there", "7 configured", "kind=existing");
        assertThat(connection.isOpen()).as("the connection can be used further").isTrue();
    }

    @Test
    void otherKindOfQueueIsAMismatch() throws Exception {
        String queue = name("kind");
        broker.amqp().declareQueue(queue, Map.of());
        assertThatExceptionOfType(TopologyException.class)
                .isThrownBy(() -> TopologyDeclaration.apply(
                        connection, Topology.of(List.of(QueueSettings.of(queue, QueueKind.QUORUM)))))
                .withMessageContainingAll("'" + queue + "'", "x-queue-type", "quorum configured");
    }

    @Test
    void whatTheBrokerRefusesForAnotherReasonIsThatQueuesMatterAlone() throws Exception {
        QueueSettings bad = new QueueSettings(
                name("refused"), QueueKind.CLASSIC, 20, OptionalInt.empty(), OptionalInt.of(300), Optional.empty());
        QueueSettings good = QueueSettings.of(name("accepted"), QueueKind.CLASSIC);
        assertThat(TopologyDeclaration.applyWhatFits(connection, Topology.of(List.of(bad, good))))
                .singleElement()
                .asString()
                .contains(bad.name(), "x-max-priority");
        assertThat(broker.amqp().exists(good.name())).isTrue();
    }

    @Test
    void otherConsumerTimeoutIsNoMismatch() throws Exception {
        QueueSettings queue = QueueSettings.of(name("timeout"), QueueKind.QUORUM);
        TopologyDeclaration.apply(connection, Topology.of(List.of(queue.withConsumerTimeout(Duration.ofHours(1)))));
        TopologyDeclaration.apply(connection, Topology.of(List.of(queue.withConsumerTimeout(Duration.ofHours(2)))));
        TopologyDeclaration.apply(connection, Topology.of(List.of(queue)));
    }

    /** RabbitMQ 4.3 has no room for the values in what it says of a queue with such a name. */
    @Test
    void otherConsumerTimeoutIsNoMismatchWhateverTheLengthOfTheName() throws Exception {
        for (int length : new int[] {90, 100, 105, 110, 120, 135, 150, 190}) {
            String start = name("timeout-");
            QueueSettings queue = QueueSettings.of(start + "n".repeat(length - start.length()), QueueKind.QUORUM);
            TopologyDeclaration.apply(connection, Topology.of(List.of(queue.withConsumerTimeout(Duration.ofHours(1)))));
            TopologyDeclaration.apply(connection, Topology.of(List.of(queue.withConsumerTimeout(Duration.ofHours(2)))));
            TopologyDeclaration.apply(connection, Topology.of(List.of(queue)));
        }
    }

    @Test
    void mismatchOfALongNameNamesTheArgument() throws Exception {
        QueueSettings queue = QueueSettings.of(name("mismatch-" + "n".repeat(120)), QueueKind.QUORUM);
        TopologyDeclaration.apply(connection, Topology.of(List.of(queue)));
        Topology other = Topology.of(List.of(queue.withMaxLength(7).withConsumerTimeout(Duration.ofHours(1))));
        assertThatExceptionOfType(TopologyException.class)
                .isThrownBy(() -> TopologyDeclaration.apply(connection, other))
                .withMessageContainingAll("'" + queue.name() + "'", "another x-max-length", "kind=existing");
    }

    @Test
    void missingExistingQueueIsSaidToBeMissing() {
        String queue = name("missing");
        assertThatExceptionOfType(TopologyException.class)
                .isThrownBy(() -> TopologyDeclaration.apply(
                        connection, Topology.of(List.of(QueueSettings.of(queue, QueueKind.EXISTING)))))
                .withMessageContainingAll("'" + queue + "'", "is not there", "kind=quorum");
    }

    @Test
    void queueThatIsExclusiveToAnotherConnectionIsRefusedAndTheConnectionIsKept() throws Exception {
        String queue = name("exclusive");
        try (Connection other = new Core(broker.amqpUrl()).connections.open("other", callbacks)) {
            other.createChannel().queueDeclare(queue, false, true, true, Map.of());
            Topology checked = new Topology(List.of(), List.of(new Topology.Queue(queue, false, Map.of())), List.of());

            assertThatExceptionOfType(TopologyException.class)
                    .isThrownBy(() -> TopologyDeclaration.apply(connection, checked))
                    .withMessageContainingAll("'" + queue + "'", "RESOURCE_LOCKED");
        }
        assertThat(connection.isOpen()).as("the connection can be used further").isTrue();
    }

    @Test
    void queueWhoseDeadLettersHaveTooLongANameIsThatQueuesMatterAlone() throws Exception {
        QueueSettings bad = QueueSettings.of(name("long") + "-".repeat(238), QueueKind.CLASSIC);
        QueueSettings good = QueueSettings.of(name("accepted"), QueueKind.CLASSIC);
        assertThat(TopologyDeclaration.applyWhatFits(connection, Topology.of(List.of(bad, good))))
                .singleElement()
                .asString()
                .contains("queue '" + bad.deadLetters() + "'", "255 bytes", "shorter");
        assertThat(broker.amqp().exists(good.name())).isTrue();
    }

    @Test
    void bindingWithTooLongAKeyOrHeaderNamesIt() throws Exception {
        String queue = name("bound");
        broker.amqp().declareQueue(queue, Map.of());
        String tooLong = "k".repeat(256);
        List<Topology.Binding> bindings = List.of(
                Topology.Binding.ofQueue("amq.topic", queue, tooLong),
                Topology.Binding.ofQueue("amq.headers", queue, "", Map.of(tooLong, "x")));
        assertThat(TopologyDeclaration.applyWhatFits(connection, new Topology(List.of(), List.of(), bindings)))
                .hasSize(2)
                .allSatisfy(
                        refusal -> assertThat(refusal).hasMessageContainingAll("'" + queue + "'", tooLong, "shorter"));
    }

    @Test
    void whatBreaksTheConnectionIsThrownAndNotTakenForARefusal() {
        Topology topology = Topology.of(new Topology.Exchange(name("x"), BrokenExchangeType.NAME))
                .and(Topology.of(List.of()));
        try (BrokenExchangeType broken = broker.brokenExchangeType()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> TopologyDeclaration.applyWhatFits(connection, topology))
                    .extracting(Causes::describe)
                    .asString()
                    .contains("INTERNAL_ERROR");
        }
    }
}
