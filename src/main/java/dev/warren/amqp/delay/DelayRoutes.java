package dev.warren.amqp.delay;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The ways by which delayed tasks come to their queues, as they are on the broker. */
public interface DelayRoutes {

    /**
     * What stands in the way of a delayed task for this queue: asked before one is accepted.
     *
     * @return completes within the confirm time-out, always normally: with nothing if the queue exists and gets what is due,
     *     otherwise with what a publish would have come to. A queue that goes later is not foreseen
     */
    CompletionStage<Optional<PublishResult>> obstacle(String queue);

    /**
     * Where this process publishes what its own queue is to get after a delay; one longer than the ladder is cut to its height.
     * Answers at once.
     *
     * @return empty if there are no delays, or what brings them to the queue is not declared (yet)
     */
    Optional<Destination> route(String queue, Duration delay);

    /** Something of it seems to be missing on the broker: declares it anew, soon. */
    void declareAgain();
}
