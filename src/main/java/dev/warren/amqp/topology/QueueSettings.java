package dev.warren.amqp.topology;

import dev.warren.amqp.topology.QueuesConfig.QueueConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One queue as configured. */
public record QueueSettings(
        String name,
        QueueKind kind,
        int deliveryLimit,
        OptionalInt maxLength,
        OptionalInt maxPriority,
        Optional<Duration> consumerTimeout) {

    static final String DEAD_LETTERS = ".dead";

    private static final int DELIVERY_LIMIT = 20;

    public static QueueSettings of(String name, QueueConfig config) {
        return new QueueSettings(
                name,
                config.kind(),
                config.deliveryLimit(),
                config.maxLength(),
                config.maxPriority(),
                config.consumerTimeout());
    }

    /** A queue of this kind with the defaults. */
    public static QueueSettings of(String name, QueueKind kind) {
        return new QueueSettings(
                name, kind, DELIVERY_LIMIT, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    public QueueSettings withMaxLength(int tasks) {
        return new QueueSettings(name, kind, deliveryLimit, OptionalInt.of(tasks), maxPriority, consumerTimeout);
    }

    public QueueSettings withConsumerTimeout(Duration timeout) {
        return new QueueSettings(name, kind, deliveryLimit, maxLength, maxPriority, Optional.of(timeout));
    }

    /** Whether Warren declares it, rather than finding it there. */
    public boolean isDeclared() {
        return kind != QueueKind.EXISTING;
    }

    /**
     * These, if the queue can be had.
     *
     * @throws IllegalArgumentException if its name leaves no room for that of its dead letters
     */
    public QueueSettings checked() {
        ShortStrings.tooLong(Stream.of(deadLetters())).ifPresent(why -> {
            throw new IllegalArgumentException(
                    "the queue '" + name + "' can't have dead letters, for their name " + why);
        });
        return this;
    }

    /** The name of the queue of its dead letters. */
    public String deadLetters() {
        return deadLettersOf(name);
    }

    /** The name of the queue of the dead letters of a queue. */
    public static String deadLettersOf(String queue) {
        return queue + DEAD_LETTERS;
    }

    /** Where its tasks are submitted: others' queues are not bound to {@link Topology#TASKS}. */
    public Destination destination() {
        return isDeclared() ? new Destination(Topology.TASKS, name) : Destination.ofQueue(name);
    }

    /** Where its dead letters are published. */
    public Destination deadLetterDestination() {
        return new Destination(Topology.DEAD, name);
    }
}
