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
 * @param redelivered the broker has handed this message out before: an earlier run may have had effects, so check by
 *     {@link #id()}
 * @param timesOutAt when this run is given up
 */
public record Attempt(Task task, String queue, int number, boolean redelivered, Instant timesOutAt) {

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

    /** The user's own headers. */
    public Map<String, Object> headers() {
        return task.headers();
    }

    public Optional<Instant> deadline() {
        return task.deadline();
    }
}
