package dev.warren.connector;

import dev.warren.task.TaskId;
import java.util.Map;
import java.util.Optional;

/**
 * Metadata of a message for an outgoing channel.
 *
 * @param routingKey instead of the channel's {@code default-routing-key}
 * @param id instead of a new one
 * @param type the task's type
 * @param headers added to the message
 */
public record OutgoingTask(
        Optional<String> routingKey, Optional<TaskId> id, Optional<String> type, Map<String, Object> headers) {

    public static final OutgoingTask DEFAULT =
            new OutgoingTask(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    /** For this queue, or with this routing key. */
    public static OutgoingTask to(String routingKey) {
        return new OutgoingTask(Optional.of(routingKey), Optional.empty(), Optional.empty(), Map.of());
    }
}
