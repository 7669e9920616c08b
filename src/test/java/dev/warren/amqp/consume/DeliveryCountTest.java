package dev.warren.amqp.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.amqp.message.TaskMessage;
import dev.warren.amqp.topology.QueueKind;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the versions of RabbitMQ put into a message that comes back, seen on 3.10, 4.0 and 4.3. */
class DeliveryCountTest {

    private static final Map<String, Object> BARE = Map.of();

    @ParameterizedTest
    @EnumSource
    void firstDeliveryIsNone(QueueKind kind) {
        assertThat(count(BARE, false, kind)).hasValue(0);
        assertThat(count(Map.of("x-delivery-count", 0L), false, kind)).hasValue(0);
    }

    /** It was moved from another queue with the headers that it had there. */
    @ParameterizedTest
    @EnumSource
    void countOfAnotherQueueIsNone(QueueKind kind) {
        assertThat(count(Map.of("x-delivery-count", 3L), false, kind)).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "EXISTING"})
    void quorumQueuesCount(QueueKind kind) {
        assertThat(count(Map.of("x-delivery-count", 3L), true, kind)).hasValue(3);
        assertThat(count(Map.of("x-acquired-count", 4L, "x-delivery-count", 2L), true, kind))
                .hasValue(2);
    }

    @Test
    void givenBackIsNotCountedOnRabbitMq43() {
        assertThat(count(Map.of("x-acquired-count", 1L), true, QueueKind.QUORUM))
                .hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLASSIC", "EXISTING"})
    void classicQueuesDoNotCount(QueueKind kind) {
        assertThat(count(BARE, true, kind)).isEqualTo(OptionalInt.empty());
        assertThat(count(Map.of("mine", "x"), true, kind)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void classicQueueDoesNotCountWhatAnotherHasCounted() {
        assertThat(count(Map.of("x-delivery-count", 0L), true, QueueKind.CLASSIC))
                .isEqualTo(OptionalInt.empty());
    }

    private static OptionalInt count(Map<String, Object> headers, boolean redelivered, QueueKind queue) {
        return TaskMessage.deliveryCount(
                new BasicProperties.Builder().headers(headers).build(), redelivered, queue);
    }
}
