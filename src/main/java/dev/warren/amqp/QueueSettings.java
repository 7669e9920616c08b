package dev.warren.amqp;

import dev.warren.amqp.QueuesConfig.QueueConfig;
import java.util.OptionalInt;

/** One queue as configured. */
public record QueueSettings(
        String name, QueueKind kind, int deliveryLimit, OptionalInt maxLength, OptionalInt maxPriority) {

    public static QueueSettings of(String name, QueueConfig config) {
        return new QueueSettings(name, config.kind(), config.deliveryLimit(), config.maxLength(), config.maxPriority());
    }

    /** A quorum queue with the defaults. */
    public static QueueSettings quorum(String name) {
        return new QueueSettings(name, QueueKind.QUORUM, 20, OptionalInt.empty(), OptionalInt.empty());
    }

    /** A classic queue with the defaults. */
    public static QueueSettings classic(String name) {
        return new QueueSettings(name, QueueKind.CLASSIC, 20, OptionalInt.empty(), OptionalInt.empty());
    }

    /** A queue that others declare. */
    public static QueueSettings existing(String name) {
        return new QueueSettings(name, QueueKind.EXISTING, 20, OptionalInt.empty(), OptionalInt.empty());
    }

    public QueueSettings withMaxLength(int tasks) {
        return new QueueSettings(name, kind, deliveryLimit, OptionalInt.of(tasks), maxPriority);
    }

    /** Whether Warren declares it, rather than finding it there. */
    public boolean isDeclared() {
        return kind != QueueKind.EXISTING;
    }

    /** The name of the queue of its dead letters. */
    public String deadLetters() {
        return name + ".dead";
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
