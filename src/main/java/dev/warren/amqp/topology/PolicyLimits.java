package dev.warren.amqp.topology;

import java.util.OptionalLong;

/** What policies say of queues: they count beside a queue's arguments, and AMQP does not tell them. */
public interface PolicyLimits {

    /** The delivery limit that a policy gives this queue; empty if none does, or where that can't be known. */
    OptionalLong deliveryLimit(String queue);
}
