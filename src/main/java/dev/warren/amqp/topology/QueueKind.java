package dev.warren.amqp.topology;

/** How a queue comes to be on the broker. */
public enum QueueKind {
    /** Declared by Warren, replicated, with a delivery limit: the default. */
    QUORUM,
    /** Declared by Warren, on one node. */
    CLASSIC,
    /** Declared by others: checked passively, consumed as it is, submitted to through the default exchange. */
    EXISTING
}
