package dev.warren.amqp.message;

import java.util.Set;

/**
 * Headers that the broker writes or acts on. They must not go back to it: {@code CC} and {@code BCC} would route a retry to
 * other queues, and {@code x-death} makes RabbitMQ before 4.0.1 see a dead-letter cycle and drop the message
 * (https://github.com/celery/celery/issues/9867).
 */
public final class BrokerHeaders {

    /** The broker's own count of earlier deliveries, on quorum queues. */
    static final String DELIVERY_COUNT = "x-delivery-count";

    /** How often a message was handed out by a quorum queue of RabbitMQ 4.3, for whatever reason it came back. */
    static final String ACQUIRED_COUNT = "x-acquired-count";

    private static final Set<String> NAMES = Set.of("CC", "BCC", "x-death", DELIVERY_COUNT, ACQUIRED_COUNT);

    private static final Set<String> PREFIXES = Set.of("x-first-death-", "x-last-death-");

    private BrokerHeaders() {}

    /** Whether the header is the broker's. To RabbitMQ upper and lower case differ: {@code cc} is anybody's. */
    public static boolean include(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
