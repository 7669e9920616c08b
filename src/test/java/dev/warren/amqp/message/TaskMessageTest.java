package dev.warren.amqp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.task.Task;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessageTest {

    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");

    @Test
    void payloadWithoutAContentTypeStaysOne() {
        Task task = read(new BasicProperties());

        assertThat(task.payload().contentType()).isEqualTo("application/octet-stream");
        assertThat(TaskMessage.properties(task).getContentType()).isNull();
    }

    @Test
    void contentTypeStaysAsItWasSaid() {
        Task task = read(
                new BasicProperties.Builder().contentType("Text/CSV; header").build());

        assertThat(task.payload().contentType()).isEqualTo("Text/CSV; header");
        assertThat(TaskMessage.properties(task).getContentType()).isEqualTo("Text/CSV; header");
    }

    /** RabbitMQ takes a user id only from that user, and an expiration would count where the task waits for its next attempt. */
    @Test
    void userIdAndExpirationAreNotPassedOn() {
        BasicProperties again = TaskMessage.properties(read(
                new BasicProperties.Builder().userId("shop").expiration("60000").build()));

        assertThat(again.getUserId()).isNull();
        assertThat(again.getExpiration()).isNull();
    }

    static List<Object> noons() {
        return List.of(NOON.toString(), "2027-01-31T13:00:00+01:00", Date.from(NOON));
    }

    @ParameterizedTest
    @MethodSource("noons")
    void timesMayBeTextOrTimestamps(Object noon) {
        BasicProperties message = with(Map.of("warren-deadline", noon, "warren-not-before", noon));

        assertThat(read(message).deadline()).contains(NOON);
        assertThat(read(message).notBefore()).contains(NOON);
        assertThat(TaskMessage.unreadableTime(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"warren-deadline", "warren-not-before"})
    void timeThatCantBeReadIsSaid(String header) {
        BasicProperties message = with(Map.of(header, "tomorrow"));

        assertThat(TaskMessage.unreadableTime(message))
                .hasValueSatisfying(why -> assertThat(why).contains(header, "tomorrow"));
        assertThat(TaskMessage.unreadable(message)).as("but its headers can").isEmpty();
    }

    @Test
    void whatLacksHeadersSaysSoWhereverItGoes() {
        BasicProperties message = with(Map.of("warren-unreadable", "malformed"));

        assertThat(TaskMessage.unreadable(TaskMessage.properties(read(message))))
                .hasValue("malformed");
    }

    private static Task read(BasicProperties properties) {
        return TaskMessage.read(properties, new byte[0], Clock.systemUTC());
    }

    private static BasicProperties with(Map<String, Object> headers) {
        return new BasicProperties.Builder().headers(headers).build();
    }
}
