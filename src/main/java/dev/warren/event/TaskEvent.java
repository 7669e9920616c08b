package dev.warren.event;

import dev.warren.task.Attempt;
import dev.warren.task.Excerpt;
import dev.warren.task.Failure;
import dev.warren.task.Task;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that has happened to a task. Without its payload and headers.
 *
 * @param queue the queue that it is in, or was until now
 * @param type the task's
 * @param id the task's
 * @param attempt the number of the attempt that it is about, or of those that were made; absent where none was
 * @param why what the attempt failed with
 * @param message of that failure
 * @param next when it is to be started, if not at once
 */
public record TaskEvent(
        Kind kind,
        Instant at,
        String queue,
        Optional<String> type,
        String id,
        OptionalInt attempt,
        Optional<Failure.Reason> why,
        Optional<String> message,
        Optional<Instant> next) {

    /** Events wait in memory, and handlers pass on what they like. */
    private static final int MAX_MESSAGE = 500;

    /** What can happen. */
    public enum Kind {
        /** A gateway has it confirmed in its queue, or on its way there if it is delayed. */
        ACCEPTED(false),
        /** A worker has started an attempt. */
        STARTED(false),
        /** It is done. */
        SUCCEEDED(false),
        /** The attempt failed; there will be another one. */
        RETRYING(true),
        /** It is in the dead letters. */
        DEAD(true),
        /** It was taken out of the dead letters and put back into a queue. */
        REPLAYED(true);

        private final String label = name().toLowerCase(Locale.ROOT);
        private final boolean exceptional;

        Kind(boolean exceptional) {
            this.exceptional = exceptional;
        }

        /** As it stands in the key and the message. */
        public String label() {
            return label;
        }

        /** Whether it is not what happens to each task. */
        boolean isExceptional() {
            return exceptional;
        }
    }

    public static TaskEvent accepted(String queue, Task task, Instant at) {
        return of(Kind.ACCEPTED, at, queue, task, OptionalInt.empty(), Optional.empty(), task.notBefore());
    }

    public static TaskEvent started(Attempt attempt, Instant at) {
        return of(Kind.STARTED, attempt, at);
    }

    public static TaskEvent succeeded(Attempt attempt, Instant at) {
        return of(Kind.SUCCEEDED, attempt, at);
    }

    /**
     * @param attempted with the failed attempt counted
     * @param next when the next one is to be
     */
    public static TaskEvent retrying(String queue, Task attempted, Failure why, Instant at, Instant next) {
        return of(Kind.RETRYING, at, queue, attempted, attempts(attempted), Optional.of(why), Optional.of(next));
    }

    /** @param attempted with its attempts counted */
    public static TaskEvent dead(String queue, Task attempted, Failure why, Instant at) {
        return of(Kind.DEAD, at, queue, attempted, attempts(attempted), Optional.of(why), Optional.empty());
    }

    /** @param queue that it was put into */
    public static TaskEvent replayed(String queue, Task task, Instant at) {
        return of(Kind.REPLAYED, at, queue, task, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    private static OptionalInt attempts(Task attempted) {
        return OptionalInt.of(attempted.attemptsMade());
    }

    private static TaskEvent of(Kind kind, Attempt attempt, Instant at) {
        OptionalInt number = OptionalInt.of(attempt.number());
        return of(kind, at, attempt.queue(), attempt.task(), number, Optional.empty(), Optional.empty());
    }

    private static TaskEvent of(
            Kind kind,
            Instant at,
            String queue,
            Task task,
            OptionalInt attempt,
            Optional<Failure> failure,
            Optional<Instant> next) {
        return new TaskEvent(
                kind,
                at,
                queue,
                task.type(),
                task.id().value(),
                attempt,
                failure.map(Failure::reason),
                failure.map(why -> Excerpt.of(why.message(), MAX_MESSAGE)),
                next);
    }
}
