package dev.warren.amqp.letter;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.amqp.message.HeaderValues;
import dev.warren.amqp.message.TaskMessage;
import dev.warren.task.Task;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/** A message in a queue of dead letters, without its payload. Anything may be in there, so reading one never fails. */
public final class Letter {

    private final BasicProperties properties;
    private final long size;

    /** @param size of the payload, in bytes */
    public Letter(BasicProperties properties, long size) {
        this.properties = properties;
        this.size = size;
    }

    /** The task's id; absent on a foreign message that has none. */
    public Optional<String> id() {
        return given(properties.getMessageId());
    }

    public Optional<String> type() {
        return given(properties.getType());
    }

    public Optional<String> contentType() {
        return given(properties.getContentType());
    }

    public Optional<String> contentEncoding() {
        return given(properties.getContentEncoding());
    }

    public Optional<Integer> priority() {
        return Optional.ofNullable(properties.getPriority());
    }

    /** When the task was submitted, where its producer said so. */
    public Optional<Instant> submittedAt() {
        return Optional.ofNullable(properties.getTimestamp()).map(Date::toInstant);
    }

    /** How many attempts had been made. */
    public int attempts() {
        return TaskMessage.attempts(properties);
    }

    /** All headers, the broker's own too; values as in {@link Task#headers}. */
    public Map<String, Object> headers() {
        return HeaderValues.read(properties.getHeaders());
    }

    /** Size of the payload in bytes. */
    public long size() {
        return size;
    }

    /** Why its headers are not those that it has on the broker, where the client can't read them. */
    public Optional<String> unreadable() {
        return TaskMessage.unreadable(properties);
    }

    /** The task that it was, with the headers of its failure. */
    public Task task(byte[] payload, Clock clock) {
        return TaskMessage.read(properties, payload, clock);
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }
}
