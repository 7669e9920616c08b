package dev.warren.task;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a task, as its handler sees it.
 *
 * @param task what to run
 * @param queue the queue that it came from
 * @param number 1 for the first attempt
 * @param redelivered an earlier run may have come to an end unseen, its worker dead or cut off: check by {@link #id()} whether it
 *     had effects
 * @param timesOutAt when this run is given up
 */
public record Attempt(Task task, String queue, int number, boolean redelivered, Instant timesOutAt) {

    private static final String WARRENS = "warren-";

    public TaskId id() {
        return task.id();
    }

    public Optional<String> type() {
        return task.type();
    }

    public Payload payload() {
        return task.payload();
    }

    /** The payload as UTF-8 text. */
    public String text() {
        return task.payload().asText();
    }

    /** The user's own headers. What Warren adds after a failure is in those of {@link #task()}. */
    public Map<String, Object> headers() {
        return task.withoutHeaders(name -> name.startsWith(WARRENS)).headers();
    }

    /** Where the producer expects an answer. */
    public Optional<String> replyTo() {
        return task.replyTo();
    }

    /** What the producer knows that answer by. */
    public Optional<String> correlationId() {
        return task.correlationId();
    }

    public Optional<Instant> deadline() {
        return task.deadline();
    }
}
