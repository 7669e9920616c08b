package dev.warren.amqp.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.amqp.connection.ReadableHeaders;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A task as an AMQP message, and back. There is no envelope, so anybody's message is a task: reading never fails, whatever
 * is absent or of a wrong type.
 */
public final class TaskMessage {

    static final String ATTEMPT = "warren-attempt";
    static final String NOT_BEFORE = "warren-not-before";
    static final String DEADLINE = "warren-deadline";

    private static final int PERSISTENT = 2;

    /** Anybody may write a count; whatever it is, it can be added to. */
    private static final int HIGHEST_COUNT = 1_000_000;

    private TaskMessage() {}

    public static BasicProperties properties(Task task) {
        BasicProperties.Builder properties = new BasicProperties.Builder()
                .messageId(task.id().value())
                .type(task.type().orElse(null))
                .contentType(task.payload().statedContentType().orElse(null))
                .contentEncoding(task.payload().contentEncoding().orElse(null))
                .replyTo(task.replyTo().orElse(null))
                .correlationId(task.correlationId().orElse(null))
                .appId(task.appId().orElse(null))
                .timestamp(task.submittedAt().map(Date::from).orElse(null))
                .deliveryMode(PERSISTENT);
        task.priority().ifPresent(properties::priority);
        Map<String, Object> headers = new LinkedHashMap<>();
        task.headers().forEach((name, value) -> {
            if (!BrokerHeaders.include(name)) {
                headers.put(name, value);
            }
        });
        if (task.attemptsMade() > 0) {
            headers.put(ATTEMPT, task.attemptsMade());
        }
        task.notBefore().ifPresent(instant -> headers.put(NOT_BEFORE, instant.toString()));
        task.deadline().ifPresent(deadline -> headers.put(DEADLINE, deadline.toString()));
        return properties.headers(headers).build();
    }

    public static Task read(BasicProperties properties, byte[] body, Clock clock) {
        Map<String, Object> headers = HeaderValues.read(properties.getHeaders());
        int attempts = number(headers.remove(ATTEMPT));
        Optional<Instant> notBefore = instant(headers.remove(NOT_BEFORE));
        Optional<Instant> deadline = instant(headers.remove(DEADLINE));
        headers.keySet().removeIf(BrokerHeaders::include);
        return new Task(
                given(properties.getMessageId()).map(TaskId::new).orElseGet(() -> TaskId.create(clock)),
                given(properties.getType()),
                new Payload(body, given(properties.getContentType()), given(properties.getContentEncoding())),
                priority(properties.getPriority()),
                Optional.ofNullable(properties.getTimestamp()).map(Date::toInstant),
                attempts,
                notBefore,
                deadline,
                given(properties.getReplyTo()),
                given(properties.getCorrelationId()),
                given(properties.getAppId()),
                headers);
    }

    /** Why this message can't be a task, where its headers could not be read. */
    public static Optional<String> unreadable(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        return Optional.ofNullable(headers)
                .map(values -> values.get(ReadableHeaders.UNREADABLE))
                .map(String::valueOf);
    }

    /**
     * Which of its times can't be read. Such a message is better not run at all than at a time that its producer has ruled out.
     */
    public static Optional<String> unreadableTime(BasicProperties properties) {
        if (!mayHaveTime(properties.getHeaders())) {
            return Optional.empty(); // nearly always, and reading headers takes time
        }
        Map<String, Object> headers = HeaderValues.read(properties.getHeaders());
        return Stream.of(NOT_BEFORE, DEADLINE)
                .filter(name ->
                        headers.get(name) != null && instant(headers.get(name)).isEmpty())
                .map(name -> "its header " + name + " is no point in time such as 2027-01-31T12:00:00Z: "
                        + headers.get(name))
                .findFirst();
    }

    private static boolean mayHaveTime(Map<String, Object> headers) {
        return headers != null && (headers.containsKey(NOT_BEFORE) || headers.containsKey(DEADLINE));
    }

    /** How many attempts have been counted. */
    public static int attempts(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders();
        return headers == null ? 0 : number(headers.get(ATTEMPT));
    }

    /** How often the broker has handed this message out before and had it back; empty if it was and was not counted. */
    public static OptionalInt deliveryCount(BasicProperties properties, boolean redelivered, QueueKind queue) {
        if (!redelivered) {
            // Every version that counts says so (transform_msgs/3 in rabbit_fifo_client.erl): what is there came with
            // the message.
            return OptionalInt.of(0);
        }
        if (queue == QueueKind.CLASSIC) {
            return OptionalInt.empty();
        }
        Map<String, Object> headers =
                Optional.ofNullable(properties.getHeaders()).orElse(Map.of());
        // What was given back to a quorum queue of RabbitMQ 4.3 has only been acquired.
        boolean isCounted =
                headers.containsKey(BrokerHeaders.DELIVERY_COUNT) || headers.containsKey(BrokerHeaders.ACQUIRED_COUNT);
        return isCounted ? OptionalInt.of(number(headers.get(BrokerHeaders.DELIVERY_COUNT))) : OptionalInt.empty();
    }

    private static Optional<String> given(String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }

    private static OptionalInt priority(Integer priority) {
        return priority == null ? OptionalInt.empty() : OptionalInt.of(priority);
    }

    private static int number(Object value) {
        return value instanceof Number number ? (int) Math.max(0, Math.min(number.longValue(), HIGHEST_COUNT)) : 0;
    }

    private static Optional<Instant> instant(Object value) {
        if (value instanceof Date date) {
            return Optional.of(date.toInstant());
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
