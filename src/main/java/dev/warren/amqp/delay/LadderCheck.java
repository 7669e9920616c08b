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

    /**
     * What a repair did.
     *
     * @param declared the parts that were missing, and are there now
     * @param after how the ladder is now; what the broker refused to declare or to bind is among what differs
     */
    public record Repair(List<String> declared, Report after) {}

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
     * @throws IOException if the broker can't be reached or does not answer; the message says why
     */
    public Repair repair() throws IOException {
        return onConnection(connection -> {
            Parts before = parts(connection);
            List<String> refused = declareWhatFits(connection, ladder);
            Parts after = parts(connection);
            List<String> declared = before.missing().stream()
                    .filter(part -> !after.missing().contains(part))
                    .toList();
            return new Repair(declared, new Report(after.missing(), refused, unroutable(connection, after.there())));
        });
    }

    private Report verify(Connection connection) throws IOException, TimeoutException {
        Parts parts = parts(connection);
        // Declaring again what is there changes nothing, and is refused where it differs.
        List<String> differing = declareWhatFits(connection, parts.there());
        return new Report(parts.missing(), differing, unroutable(connection, parts.there()));
    }

    /** @param there without bindings */
    private record Parts(List<String> missing, Topology there) {}

    private Parts parts(Connection connection) throws IOException, TimeoutException {
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
        return new Parts(List.copyOf(missing), new Topology(exchanges, queues, List.of()));
    }

    /** @return what the broker refused, for people */
    private static List<String> declareWhatFits(Connection connection, Topology topology)
            throws IOException, TimeoutException {
        return TopologyDeclaration.applyWhatFits(connection, topology).stream()
                .map(Exception::getMessage)
                .toList();
    }

    private static long unroutable(Connection connection, Topology there) throws IOException, TimeoutException {
        if (there.queues().stream().noneMatch(queue -> queue.name().equals(DelayLadder.UNROUTABLE))) {
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

    private <T> T onConnection(Errand<T, RuntimeException> errand) throws IOException {
        return Errand.run(connections, "delays", errand);
    }
}
