package dev.warren.amqp.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Life-cycle events of tasks: whether they are published, and how many. See docs/events.md. */
@ConfigMapping(prefix = "warren.events")
public interface EventsConfig {

    /** Whether this process publishes events of tasks to the exchange `warren.events`. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How many it publishes a second at most; each costs it about 0.05 ms of CPU, and the broker some more. What goes beyond
     * that for longer than the buffer lasts is dropped and counted.
     */
    @WithDefault("200")
    int maxPerSecond();

    /**
     * How many may wait to be published, in memory. Beyond that they are dropped; the last quarter is for `retrying`, `dead` and
     * `replayed`.
     */
    @WithDefault("1000")
    int buffer();
}
