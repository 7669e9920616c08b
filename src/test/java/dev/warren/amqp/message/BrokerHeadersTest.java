package dev.warren.amqp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"CC", "BCC", "x-death", "x-first-death-queue", "x-last-death-reason", "x-delivery-count"})
    void brokersHeadersAreNoneOfTheTasks(String name) {
        assertThat(BrokerHeaders.include(name)).isTrue();
        assertThat(TaskMessage.read(message(name), new byte[0], Clock.systemUTC())
                        .headers())
                .isEmpty();
    }

    /** RabbitMQ leaves these alone, so they are somebody's own. */
    @ParameterizedTest
    @ValueSource(strings = {"cc", "Bcc", "X-Death", "x-deaths", "x-tenant"})
    void headersThatOnlyLookLikeItAreTheTasks(String name) {
        assertThat(BrokerHeaders.include(name)).isFalse();
        assertThat(TaskMessage.read(message(name), new byte[0], Clock.systemUTC())
                        .headers())
                .containsOnlyKeys(name);
    }

    private static BasicProperties message(String header) {
        return new BasicProperties.Builder().headers(Map.of(header, "x")).build();
    }
}
