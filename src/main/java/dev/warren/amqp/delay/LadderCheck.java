package dev.warren.amqp.delay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Errand;
import dev.warren.amqp.topology.QueueStat;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Exchange;
import dev.warren.amqp.topology.Topology.Queue;
import dev.warren.amqp.topology.TopologyDeclaration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Compares a broker's delay ladder with the configured one. Bindings can't be looked at over AMQP; a repair makes all anew. */
public final class LadderCheck {

    /**
     * How the ladder is.
     *
     * @param missing the parts that are not there
     * @param differing what is there in another way, and the ways out
     * @param unroutable how many due tasks are kept because their queue was gone
     */
    public record Report(List<String> missing, List<String> differing, long unroutable) {

        public boolean isFine() {
            return missing.isEmpty() && differing.isEmpty();
        }
    }

    /** For a quorum queue that is slow to say how much it keeps. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final Topology ladder;

    public LadderCheck(Connections connections, DelayLadder ladder) {
        this.connections = connections;
        this.ladder = ladder.topology();
    }

    /**
     * Looks, and changes nothing.
     *
     * @throws IOException if the broker can't be reached or does not answer; the message says why
     */
    public Report verify() throws IOException {
        return onConnection(this::verify);
    }

    /**
     * Declares what is missing, and all bindings. What differs stays as it is.
     *
     * @return how the ladder was before
     * @throws IOException if the broker can't be reached or does not answer; the message says why
     */
    public Report repair() throws IOException {
        return onConnection(connection -> {
            Report before = verify(connection);
            TopologyDeclaration.applyWhatFits(connection, ladder);
            return before;
        });
    }

    private Report verify(Connection connection) throws IOException, TimeoutException {
        List<String> missing = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        for (Exchange exchange : ladder.exchanges()) {
            if (isThere(connection, channel -> channel.exchangeDeclarePassive(exchange.name()))) {
                exchanges.add(exchange);
            } else {
                missing.add("exchange " + exchange.name());
            }
        }
        List<Queue> queues = new ArrayList<>();
        for (Queue queue : ladder.queues()) {
            if (isThere(connection, channel -> channel.queueDeclarePassive(queue.name()))) {
                queues.add(queue);
            } else {
                missing.add("queue " + queue.name());
            }
        }
        // Declaring again what is there changes nothing, and is refused where it differs.
        List<String> differing =
                TopologyDeclaration.applyWhatFits(connection, new Topology(exchanges, queues, List.of())).stream()
                        .map(Exception::getMessage)
                        .toList();
        return new Report(List.copyOf(missing), differing, unroutable(connection, queues));
    }

    private static long unroutable(Connection connection, List<Queue> queues) throws IOException, TimeoutException {
        if (queues.stream().noneMatch(queue -> queue.name().equals(DelayLadder.UNROUTABLE))) {
            return 0;
        }
        try (Channel channel = connection.createChannel()) {
            return QueueStat.of(channel, DelayLadder.UNROUTABLE, PATIENCE).ready();
        }
    }

    private interface Look {
        void on(Channel channel) throws IOException;
    }

    private static boolean isThere(Connection connection, Look look) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            look.on(channel);
            return true;
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private Report onConnection(Errand<Report, RuntimeException> errand) throws IOException {
        return Errand.run(connections, "delays", errand);
    }
}
