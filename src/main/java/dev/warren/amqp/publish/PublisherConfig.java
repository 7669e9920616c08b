package dev.warren.amqp.publish;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Publishing: how much may be under way, and for how long. */
@ConfigMapping(prefix = "warren.publisher")
public interface PublisherConfig {

    /** How long a publish may take until its confirm; after that it counts as not accepted. */
    @WithDefault("5s")
    Duration confirmTimeout();

    /** How many messages may be sent and not yet confirmed. */
    @WithDefault("2000")
    int window();

    /** How many more may wait to be sent; beyond that publishes are refused at once. */
    @WithDefault("20000")
    int maxWaiting();

    /** How many bytes of payload may be waiting or unconfirmed; beyond that publishes are refused at once. */
    @WithDefault("128M")
    MemorySize maxBytes();
}
