package dev.warren.connector;

/**
 * How to nack a message of an incoming channel; given as metadata of {@code Message.nack(reason, Metadata.of(…))}, otherwise
 * the channel's {@code failure-strategy} counts.
 */
public enum Nack {
    /** Back to the queue as if never handed out: it was not started. RabbitMQ 4.3 does not count it as a delivery. */
    GIVE_BACK,
    /** Back to the queue after a failure; counts towards the delivery limit of a quorum queue. */
    REQUEUE,
    /** To the queue's dead-letter exchange. Where the queue has none the broker drops it. */
    DEAD_LETTER
}
