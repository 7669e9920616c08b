package dev.warren.amqp.publish;

import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Publishes tasks, persistent and mandatory, and says what became of each. */
public interface Publisher {

    /**
     * Publishes without blocking the caller.
     *
     * @return completes within the confirm time-out, always normally; the thread it completes on is the publisher's, so
     *     what follows must be short
     */
    CompletionStage<PublishResult> publish(Destination destination, Task task);

    /**
     * Publishes what would be there twice if it were published again while it may still arrive. Whatever has been sent has no
     * result before the broker has answered, however slow or blocked it is.
     *
     * @return completes, always normally, with the broker's answer or when the channel is gone; at once if it can't be sent now
     */
    CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task);

    /** The same, but with {@link PublishResult.Unconfirmed} after that time; it may still arrive then. */
    default CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task, Duration atMost) {
        return publishUntilAnswered(destination, task)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(new PublishResult.Unconfirmed(atMost), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
