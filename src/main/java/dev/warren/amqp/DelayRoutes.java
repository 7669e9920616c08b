package dev.warren.amqp;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds out, before a delayed task is accepted, whether it will come to its queue. */
public interface DelayRoutes {

    /**
     * What stands in the way of a delayed task for this queue.
     *
     * @return completes within the confirm time-out, always normally: with nothing if the queue exists and gets what is due,
     *     otherwise with what a publish would have come to. A queue that goes later is not foreseen
     */
    CompletionStage<Optional<PublishResult>> obstacle(String queue);
}
