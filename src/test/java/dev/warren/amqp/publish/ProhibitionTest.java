package dev.warren.amqp.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.amqp.publish.PublishResult.Forbidden;
import dev.warren.amqp.topology.Destination;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProhibitionTest {

    private static final String LONG = "long.".repeat(45);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access to exchange 'events' in vhost '/' refused for user 'anna'",
                "write access to exchange 'events' in vhost '/' refused for user 'anna'",
                "cannot publish to internal exchange 'events' in vhost '/'"
            })
    void exchangeIsForbiddenWithEveryKey(String words) {
        assertThat(prohibition(words, "events", "orders")).contains(new Forbidden("events"));
        assertThat(prohibition(words, "event", "orders")).isEmpty();
        assertThat(prohibition(words, "others", "orders")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access to topic 'orders' in exchange 'events' in vhost '/' refused for user 'anna'",
                "write access to topic 'orders' in exchange 'events' in vhost '/' refused for user 'anna'"
            })
    void topicIsForbiddenAlone(String words) {
        assertThat(prohibition(words, "events", "orders")).contains(new Forbidden("events", Optional.of("orders")));
        assertThat(prohibition(words, "events", "orders.eu")).isEmpty();
        assertThat(prohibition(words, "events", "order")).isEmpty();
        assertThat(prohibition(words, "others", "orders")).isEmpty();
    }

    @Test
    void namesThatAreCutOffAreKnownByTheirStart() {
        String exchange = "access to exchange '" + LONG + "xyz' in vhost '/' refused for user 'anna'";
        assertThat(prohibition(exchange, LONG + "xyz", "orders")).contains(new Forbidden(LONG + "xyz"));
        assertThat(prohibition(exchange, "events", "orders")).isEmpty();
        String topic = "write access to topic '" + LONG + "xyz' in exchange 'events' in vhost '/' refused";
        assertThat(prohibition(topic, "events", LONG + "xyz"))
                .contains(new Forbidden("events", Optional.of(LONG + "xyz")));
        assertThat(prohibition(topic, "events", "orders")).isEmpty();
    }

    /** A key is any text, such as one that says what the broker says of an exchange. */
    @Test
    void keyDoesNotCountAsExchange() {
        String key = "exchange 'others' in vhost '/'";
        String words = "write access to topic '" + key + "' in exchange 'events' in vhost '/' refused for user 'anna'";
        assertThat(prohibition(words, "others", "orders")).isEmpty();
        assertThat(prohibition(words, "events", key)).contains(new Forbidden("events", Optional.of(key)));
    }

    @Test
    void otherReasonsForbidNothing() {
        ShutdownSignalException lost = new ShutdownSignalException(true, false, null, null);
        assertThat(Prohibition.of(lost, new Destination("events", "orders"))).isEmpty();
        assertThat(Prohibition.of(
                        closed("NOT_FOUND - no exchange 'events' in vhost '/'"), new Destination("events", "")))
                .isEmpty();
    }

    private static Optional<Forbidden> prohibition(String words, String exchange, String key) {
        return Prohibition.of(closed("ACCESS_REFUSED - " + words), new Destination(exchange, key));
    }

    /** As RabbitMQ does, which cuts it off at 255 bytes. */
    private static ShutdownSignalException closed(String words) {
        String told = words.length() > 255 ? words.substring(0, 252) + "..." : words;
        return new ShutdownSignalException(
                false,
                false,
                new AMQP.Channel.Close.Builder().replyCode(403).replyText(told).build(),
                null);
    }
}
