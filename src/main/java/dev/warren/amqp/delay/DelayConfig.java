package dev.warren.amqp.delay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Delays: how long they may be. */
@ConfigMapping(prefix = "warren.delay")
public interface DelayConfig {

    /**
     * Levels of the ladder, 0 to 28: the longest delay is two to that power, less one, in seconds. 22 are 48 days, 28 are eight
     * years, 0 turns delays off. Can be raised and lowered while tasks wait.
     */
    @WithDefault("22")
    int levels();
}
