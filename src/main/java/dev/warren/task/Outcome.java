package dev.warren.task;

import dev.warren.task.Failure.Reason;
import java.time.Duration;
import java.util.Optional;

/** What a handler's run of a task came to. */
public sealed interface Outcome {

    /** Done: the task is acknowledged and gone. */
    record Succeeded() implements Outcome {}

    /**
     * Not done; to be tried again.
     *
     * @param delay how long to wait at least, where the handler has an opinion; otherwise the failure policy decides, also
     *     whether there is another try at all
     * @param failure why
     */
    record Retry(Optional<Duration> delay, Failure failure) implements Outcome {}

    /**
     * Not done, and not to be tried again by itself: the task goes to its queue's dead letters.
     *
     * @param failure why
     */
    record Dead(Failure failure) implements Outcome {}

    static Outcome succeeded() {
        return new Succeeded();
    }

    /** Try again after {@code delay}, because of {@code why}. */
    static Outcome retry(Duration delay, String why) {
        return new Retry(Optional.of(delay), Failure.of(Reason.FAILED, why));
    }

    /** The run failed; what follows is the failure policy's choice. */
    static Outcome failed(Failure failure) {
        return new Retry(Optional.empty(), failure);
    }

    /** Never try again, because of {@code why}. */
    static Outcome dead(String why) {
        return new Dead(Failure.of(Reason.REJECTED, why));
    }
}
