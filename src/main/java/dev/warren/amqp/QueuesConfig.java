package dev.warren.amqp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The queues: what they are on the broker. A worker's queue needs no entry to exist with the defaults. */
@ConfigMapping(prefix = "warren.queues")
public interface QueuesConfig {

    /** Settings of a queue, by its name. */
    @WithParentName
    @WithDefaults
    Map<String, QueueConfig> byName();

    /** The queue of this name as configured, or with the defaults. */
    default QueueSettings settings(String queue) {
        return QueueSettings.of(queue, byName().get(queue));
    }

    interface QueueConfig {

        /**
         * `quorum` and `classic` are declared by Warren; `existing` was declared by others and is consumed as it is.
         */
        @WithDefault("quorum")
        QueueKind kind();

        /**
         * Quorum queues: how often the broker hands a task out again after a crash or a lost connection before it moves the
         * task to the dead letters.
         */
        @WithDefault("20")
        int deliveryLimit();

        /** The most tasks that may wait; a submit beyond that is answered `429`. Unlimited when absent. */
        OptionalInt maxLength();

        /** Classic queues: the number of priorities, 1 to 9. None when absent. */
        OptionalInt maxPriority();

        /**
         * How long a task may stay unacknowledged before the broker takes it back; longer than any task's time-out. When
         * absent, what the worker needs for its time-out, or RabbitMQ's own default of 30 minutes. See docs/rabbitmq.md.
         */
        Optional<Duration> consumerTimeout();
    }
}
