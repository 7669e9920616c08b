package dev.warren.amqp.topology;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Exchange;
import dev.warren.amqp.topology.Topology.Queue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The broker-side sign that no worker is to run the tasks of a queue: a binding with the queue's name as its key. Whoever publishes
 * by that key sees it: routed means paused, returned means not. So looking needs no error, and setting no plugin.
 */
public final class PauseFlag {

    /** Of the exchange, and of the queue that all flags are bound to. */
    static final String NAME = Topology.PAUSED;

    public static final Exchange EXCHANGE = new Exchange(NAME, "direct");

    // A quorum queue: to a classic one nothing is routed while its node is down, which would look like "not paused".
    private static final Queue KEEPS_NOTHING =
            new Queue(NAME, true, Map.of(Topology.TYPE, "quorum", "x-max-length", 0, "x-overflow", "drop-head"));

    private static final byte[] EMPTY = {};
    private static final BasicProperties PROPERTIES = MessageProperties.MINIMAL_BASIC;

    private PauseFlag() {}

    /** The queue is paused, from soon on. */
    static void set(Connection connection, String queue) throws IOException, TimeoutException, TopologyException {
        TopologyDeclaration.apply(connection, flags(List.of(Binding.ofQueue(NAME, NAME, queue))));
    }

    /** It is not paused any more, from soon on. */
    static void clear(Connection connection, String queue) throws IOException, TimeoutException, TopologyException {
        TopologyDeclaration.apply(connection, flags(List.of()));
        try (Channel channel = connection.createChannel()) {
            channel.queueUnbind(NAME, NAME, queue);
        }
    }

    private static Topology flags(List<Binding> set) {
        return new Topology(List.of(EXCHANGE), List.of(KEEPS_NOTHING), set);
    }

    /** On a channel of its own: what goes wrong here must not concern what else is published on that connection. */
    public static boolean isSet(Connection connection, String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(message -> returned.set(true));
            channel.basicPublish(NAME, queue, true, PROPERTIES, EMPTY);
            // RabbitMQ works off a channel in order: with this answer, what is returned has been.
            channel.confirmSelect();
            return !returned.get();
        }
    }
}
