package dev.warren.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One unit of work. On the broker it is a plain AMQP message; {@code dev.warren.amqp.TaskMessage} maps one to the other.
 *
 * @param id what the task is known by
 * @param type picks the handler; without one the queue's default handler runs it
 * @param payload what the handler works on
 * @param priority 0 to 9; counts only where the queue has priorities
 * @param submittedAt when it was submitted, to the second as AMQP keeps it, where the producer said so
 * @param attemptsMade how many attempts have been counted so far
 * @param deadline after which it is not started any more
 * @param headers the user's own headers, passed through; values are what AMQP tables hold: {@code String}, {@code byte[]},
 *     numbers, {@code Boolean}, {@code java.util.Date}, and lists and maps of these
 */
public record Task(
        TaskId id,
        Optional<String> type,
        Payload payload,
        int priority,
        Optional<Instant> submittedAt,
        int attemptsMade,
        Optional<Instant> deadline,
        Map<String, Object> headers) {

    public Task {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A task with an id and a payload, nothing else. */
    public static Task of(TaskId id, Payload payload) {
        return new Task(id, Optional.empty(), payload, 0, Optional.empty(), 0, Optional.empty(), Map.of());
    }

    public Task withType(String newType) {
        return new Task(id, Optional.of(newType), payload, priority, submittedAt, attemptsMade, deadline, headers);
    }

    public Task withPriority(int newPriority) {
        return new Task(id, type, payload, newPriority, submittedAt, attemptsMade, deadline, headers);
    }

    public Task submittedAt(Instant instant) {
        return new Task(id, type, payload, priority, Optional.of(instant), attemptsMade, deadline, headers);
    }

    public Task withAttemptsMade(int attempts) {
        return new Task(id, type, payload, priority, submittedAt, attempts, deadline, headers);
    }

    public Task withDeadline(Instant newDeadline) {
        return new Task(id, type, payload, priority, submittedAt, attemptsMade, Optional.of(newDeadline), headers);
    }

    /** This task with these headers added; a header of the same name is replaced. */
    public Task withHeaders(Map<String, ?> added) {
        Map<String, Object> all = new LinkedHashMap<>(headers);
        all.putAll(added);
        return new Task(id, type, payload, priority, submittedAt, attemptsMade, deadline, all);
    }
}
