package dev.warren.amqp.publish;

import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Exchanges that others have made, and may have deleted. */
public interface Exchanges {

    /**
     * Publishes as {@link Publisher} does, but looks first whether the exchange is there: publishing to one that is not would
     * cost all other publishes under way their channel. Submits are not disturbed in any case.
     *
     * @return completes within twice the confirm time-out, always normally, on a thread of the publisher's
     */
    CompletionStage<PublishResult> publish(Destination destination, Task task);

    /**
     * What keeps this exchange from being used.
     *
     * @return completes within the confirm time-out, always normally: with nothing if it was there a few seconds ago
     */
    CompletionStage<Optional<PublishResult>> obstacle(String exchange);
}
