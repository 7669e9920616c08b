package dev.warren.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * One unit of work. On the broker it is a plain AMQP message; {@code dev.warren.amqp.message.TaskMessage} maps one to the other.
 *
 * @param id what the task is known by
 * @param type picks the handler; without one the queue's default handler runs it
 * @param payload what the handler works on
 * @param priority 0 to 9, where the producer gave one; counts only where the queue has priorities
 * @param submittedAt when it was submitted, to the second as AMQP keeps it, where the producer said so
 * @param attemptsMade how many attempts have been counted so far
 * @param notBefore before which it is not started
 * @param deadline after which it is not started any more
 * @param replyTo where an answer is expected, where the producer said so; passed through
 * @param correlationId what the producer knows the answer by; passed through
 * @param appId what the producer calls itself; passed through
 * @param headers the user's own headers, passed through; values are what AMQP tables hold: {@code String}, {@code byte[]},
 *     numbers, {@code Boolean}, {@code java.util.Date}, and lists and maps of these
 */
public record Task(
        TaskId id,
        Optional<String> type,
        Payload payload,
        OptionalInt priority,
        Optional<Instant> submittedAt,
        int attemptsMade,
        Optional<Instant> notBefore,
        Optional<Instant> deadline,
        Optional<String> replyTo,
        Optional<String> correlationId,
        Optional<String> appId,
        Map<String, Object> headers) {

    public Task {
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A task with an id and a payload, nothing else. */
    public static Task of(TaskId id, Payload payload) {
        return new Builder(id, payload).build();
    }

    public static Builder builder(TaskId id, Payload payload) {
        return new Builder(id, payload);
    }

    /** This task with these headers added; a header of the same name is replaced. */
    public Task withHeaders(Map<String, ?> added) {
        return toBuilder().headers(added).build();
    }

    /** This task without the headers of such names. */
    public Task withoutHeaders(Predicate<String> name) {
        Builder left = toBuilder();
        left.headers.keySet().removeIf(name);
        return left.build();
    }

    /** This task with another count of attempts. */
    public Task withAttemptsMade(int attempts) {
        return toBuilder().attemptsMade(attempts).build();
    }

    /** This task, not to be started before then. */
    public Task withNotBefore(Instant instant) {
        return toBuilder().notBefore(instant).build();
    }

    /** This task as if it had not been tried yet: at once, without a deadline. The history of its failures stays. */
    public Task anew() {
        Builder anew = toBuilder().attemptsMade(0);
        anew.headers.keySet().removeIf(FailureHeaders::include);
        anew.notBefore = Optional.empty();
        anew.deadline = Optional.empty();
        return anew.build();
    }

    private Builder toBuilder() {
        Builder builder = new Builder(id, payload).headers(headers).attemptsMade(attemptsMade);
        builder.type = type;
        builder.priority = priority;
        builder.submittedAt = submittedAt;
        builder.notBefore = notBefore;
        builder.deadline = deadline;
        builder.replyTo = replyTo;
        builder.correlationId = correlationId;
        builder.appId = appId;
        return builder;
    }

    /** For a new task: everything but id and payload may be left out. */
    public static final class Builder {

        private final TaskId id;
        private final Payload payload;
        private final Map<String, Object> headers = new LinkedHashMap<>();
        private Optional<String> type = Optional.empty();
        private OptionalInt priority = OptionalInt.empty();
        private Optional<Instant> submittedAt = Optional.empty();
        private int attemptsMade;
        private Optional<Instant> notBefore = Optional.empty();
        private Optional<Instant> deadline = Optional.empty();
        private Optional<String> replyTo = Optional.empty();
        private Optional<String> correlationId = Optional.empty();
        private Optional<String> appId = Optional.empty();

        private Builder(TaskId id, Payload payload) {
            this.id = id;
            this.payload = payload;
        }

        public Builder type(String newType) {
            type = Optional.of(newType);
            return this;
        }

        public Builder priority(int newPriority) {
            priority = OptionalInt.of(newPriority);
            return this;
        }

        public Builder submittedAt(Instant instant) {
            submittedAt = Optional.of(instant);
            return this;
        }

        private Builder attemptsMade(int attempts) {
            attemptsMade = attempts;
            return this;
        }

        public Builder notBefore(Instant instant) {
            notBefore = Optional.of(instant);
            return this;
        }

        public Builder deadline(Instant instant) {
            deadline = Optional.of(instant);
            return this;
        }

        public Builder replyTo(String newReplyTo) {
            replyTo = Optional.of(newReplyTo);
            return this;
        }

        public Builder correlationId(String newCorrelationId) {
            correlationId = Optional.of(newCorrelationId);
            return this;
        }

        public Builder headers(Map<String, ?> added) {
            headers.putAll(added);
            return this;
        }

        public Task build() {
            return new Task(
                    id,
                    type,
                    payload,
                    priority,
                    submittedAt,
                    attemptsMade,
                    notBefore,
                    deadline,
                    replyTo,
                    correlationId,
                    appId,
                    headers);
        }
    }
}
