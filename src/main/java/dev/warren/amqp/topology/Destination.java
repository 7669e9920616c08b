package dev.warren.amqp.topology;

/**
 * Where a message is published to.
 *
 * @param exchange the exchange's name; empty for the default exchange, which routes to the queue named by the key
 * @param routingKey the routing key
 */
public record Destination(String exchange, String routingKey) {

    /** Straight to a queue through the default exchange. */
    public static Destination ofQueue(String queue) {
        return new Destination(Topology.DEFAULT, queue);
    }
}
