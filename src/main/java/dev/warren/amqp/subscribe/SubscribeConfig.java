package dev.warren.amqp.subscribe;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Subscribing to exchanges: what is kept for those who read slowly. */
@ConfigMapping(prefix = "warren.subscribe")
public interface SubscribeConfig {

    /** How many subscribers a gateway has at a time; beyond that, subscribing is answered `503`. */
    @WithDefault("100")
    int maxSubscribers();

    /**
     * How many messages are kept for a subscriber that is slow to read, in the gateway, and once more on the broker. Beyond
     * that the oldest are dropped, and the subscriber is told how many.
     */
    @WithDefault("1000")
    int backlog();

    /**
     * How many bytes are kept for it, in the same way: of payload and headers, and about half a kilobyte for each message; on the
     * broker, of payload alone. A message that is larger is dropped at once.
     */
    @WithDefault("2M")
    MemorySize backlogBytes();

    /** How often a subscriber that nothing is sent to gets a comment, so that both sides see whether the other is there. */
    @WithDefault("15s")
    Duration heartbeat();
}
