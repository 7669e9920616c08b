package dev.warren.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the versions of RabbitMQ put into a message that comes back, seen on 3.10, 4.0 and 4.3. */
class DeliveryCountTest {

    private static final BasicProperties BARE = new BasicProperties();

    @Test
    void firstDeliveryIsNone() {
        assertThat(TaskMessage.deliveryCount(BARE, false)).hasValue(0);
        assertThat(TaskMessage.deliveryCount(with(Map.of("x-delivery-count", 0L)), false))
                .hasValue(0);
    }

    @Test
    void quorumQueuesCount() {
        assertThat(TaskMessage.deliveryCount(with(Map.of("x-delivery-count", 3L)), true))
                .hasValue(3);
        assertThat(TaskMessage.deliveryCount(with(Map.of("x-acquired-count", 4L, "x-delivery-count", 2L)), true))
                .hasValue(2);
    }

    @Test
    void givenBackIsNotCountedOnRabbitMq43() {
        assertThat(TaskMessage.deliveryCount(with(Map.of("x-acquired-count", 1L)), true))
                .hasValue(0);
    }

    @Test
    void classicQueuesDoNotCount() {
        assertThat(TaskMessage.deliveryCount(BARE, true)).isEqualTo(OptionalInt.empty());
        assertThat(TaskMessage.deliveryCount(with(Map.of("mine", "x")), true)).isEqualTo(OptionalInt.empty());
    }

    private static BasicProperties with(Map<String, Object> headers) {
        return new BasicProperties.Builder().headers(headers).build();
    }
}
