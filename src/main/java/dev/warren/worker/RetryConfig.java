package dev.warren.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What follows a failed attempt. Of a type of tasks it can be said apart. */
@ConfigMapping(prefix = "warren.worker.retry")
public interface RetryConfig {

    /**
     * How often a task is tried in all; 1 means never again. Attempts that ended with the worker's death count.
     */
    @WithDefault("10")
    int attempts();

    /** The delay before the second attempt. */
    @WithDefault("1s")
    Duration first();

    /** By which the delay grows from attempt to attempt. */
    @WithDefault("2")
    double factor();

    /** The longest delay. */
    @WithDefault("1h")
    Duration longest();

    /** The part of each delay that is left to chance, 0 to 1; 0.2 makes 8 to 12 seconds of 10. */
    @WithDefault("0.2")
    double jitter();

    /**
     * A task that comes back so often in a row without an outcome, because its worker died or lost the broker while it ran, goes to
     * the dead letters (`crashed`) instead of being run again. Below 3, tasks that only ran beside such a one may go with it.
     */
    @WithDefault("5")
    int crashes();

    /** What is different for tasks of a type. */
    Map<String, TypeConfig> types();

    /** Of one type of tasks; what is absent is as for all. */
    interface TypeConfig {

        /** How often such a task is tried in all. */
        OptionalInt attempts();

        /** The delay before its second attempt. */
        Optional<Duration> first();

        /** By which the delay grows. */
        OptionalDouble factor();

        /** The longest delay. */
        Optional<Duration> longest();

        /** The part of each delay that is left to chance. */
        OptionalDouble jitter();
    }
}
