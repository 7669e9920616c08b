package dev.warren.task;

import java.util.Objects;

/**
 * Why a run did not succeed.
 *
 * @param reason the class of failure, for grouping and for the metric
 * @param message one line for people: what happened
 * @param detail the first lines of the stack trace or response body, or the last ones of standard error; may be empty
 */
public record Failure(Reason reason, String message, String detail) {

    /** Exceptions come without messages, and handlers pass on what those say. */
    public Failure {
        message = Objects.requireNonNullElse(message, "no reason given");
        detail = Objects.requireNonNullElse(detail, "");
    }

    /** The classes of failure that operators meet in metrics, logs and dead letters. */
    public enum Reason {
        /** The handler ended with an error. */
        FAILED("failed"),
        /** The handler said that trying again is no use, or no handler is there for the task's type. */
        REJECTED("rejected"),
        /** The task's deadline had passed before it could start. */
        EXPIRED("expired"),
        /** The message or its payload could not be read. */
        UNDECODABLE("undecodable"),
        /** The worker died with the task, more often than is allowed. */
        CRASHED("crashed"),
        /** The run took longer than it may. */
        TIMED_OUT("timed-out");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** As it stands in headers, metrics and the API. */
        public String label() {
            return label;
        }
    }

    public static Failure of(Reason reason, String message) {
        return new Failure(reason, message, "");
    }

    @Override
    public String toString() {
        return reason.label() + ": " + message;
    }
}
