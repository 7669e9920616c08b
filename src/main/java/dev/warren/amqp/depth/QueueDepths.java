package dev.warren.amqp.depth;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How much is in queues: all that AMQP tells of them. */
public interface QueueDepths {

    /**
     * One queue.
     *
     * @param ready messages that wait
     * @param consumers how many consume it
     */
    record Depth(long ready, long consumers) {}

    /**
     * @return completes within the confirm time-out, with those of the queues that are there; exceptionally, with words for
     *     people, if the broker does not tell
     */
    CompletionStage<Map<String, Depth>> of(Collection<String> queues);
}
