package dev.warren.amqp;

import dev.warren.task.Task;
import java.util.concurrent.CompletionStage;

/** Publishes tasks, persistent and mandatory, and says what became of each. */
public interface Publisher {

    /**
     * Publishes without blocking the caller.
     *
     * @return completes within the confirm time-out, always normally; the thread it completes on is the publisher's, so
     *     what follows must be short
     */
    CompletionStage<PublishResult> publish(Destination destination, Task task);
}
