package dev.warren.amqp.topology;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
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

    /** What feeds the queue of this name. */
    default List<QueueBinding> bindings(String queue) {
        return byName().get(queue).bindings().entrySet().stream()
                .map(binding -> QueueBinding.of(queue, binding.getKey(), binding.getValue()))
                .toList();
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

        /** The most tasks that may wait; a submit beyond that is answered `429`. A quorum queue may take a few more. Unlimited when absent. */
        OptionalInt maxLength();

        /** Classic queues: the number of priorities, 1 to 9. None when absent. */
        OptionalInt maxPriority();

        /**
         * How long a task may stay unacknowledged before the broker takes it back; longer than any task's time-out. When
         * absent, what the worker needs for its time-out, or RabbitMQ's own default of 30 minutes. See docs/rabbitmq.md.
         */
        Optional<Duration> consumerTimeout();

        /** Exchanges whose messages become tasks of the queue, each by a name of your choice. See docs/exchanges.md. */
        Map<String, BindingConfig> bindings();

        interface BindingConfig {

            /** The name of the exchange. */
            String exchange();

            /**
             * `topic`, `direct`, `fanout` and `headers` exchanges are declared by Warren, durable; `existing` was declared by
             * others, of whatever type.
             */
            @WithDefault("topic")
            ExchangeType type();

            /** The keys that are wanted, or patterns with `*` and `#` for a topic exchange; one that fits is enough. */
            Optional<List<String>> keys();

            /** For a headers exchange: a header that is wanted, and its value, which is text. */
            Map<String, String> headers();

            /** Whether a message has to have `all` of the headers, or `any`. */
            @WithDefault("all")
            HeaderMatch match();
        }
    }
}
