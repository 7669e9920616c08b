package dev.warren.amqp.consume;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Tells one life of a node from the next. After a kill of its node a classic queue hands out all that has waited there as if
 * somebody had had it before. A message that is not persistent is gone then; another one is put in its place.
 */
final class NodeMark {

    private static final Logger LOG = Logger.getLogger(NodeMark.class);
    private static final String NAME = Topology.NODE_MARK;
    private static final String TURN = NAME + ".turn";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 100;
    private static final String UNTOLD = "kills of the node count as crashes of what waits in classic queues";

    private final Connections connections;

    NodeMark(Connections connections) {
        this.connections = connections;
    }

    /** @return the mark of this life of the node; empty if that can't be had */
    Optional<String> read(Connection connection) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(NAME, BuiltinExchangeType.FANOUT, true);
            channel.queueDeclare(NAME, true, false, false, Map.of(Topology.TYPE, "classic", "x-max-length", 1));
            channel.queueBind(NAME, NAME, "");
            return hasTurn(connection) ? readAlone(connection, channel) : Optional.empty();
        } catch (IOException e) {
            if (Causes.closeOf(e).filter(Causes::isOfTheCaller).isEmpty()) {
                throw e;
            }
            LOG.warnf("%s: %s", UNTOLD, Causes.describe(e));
            return Optional.empty();
        }
    }

    /** One at a time: two who find none would each put one, and what one is looking at another can't see. */
    private static boolean hasTurn(Connection connection) throws IOException, TimeoutException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Turn.take(connection, TURN)) {
            try {
                if (System.nanoTime() > until) {
                    LOG.warnf("others take too long to look for the mark of the node: %s", UNTOLD);
                    return false;
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Optional<String> readAlone(Connection connection, Channel channel) throws IOException, TimeoutException {
        try {
            Optional<String> mark = look(channel);
            if (mark.isEmpty()) {
                put();
                mark = look(channel);
            }
            return mark;
        } finally {
            Turn.end(connection, TURN);
        }
    }

    private static Optional<String> look(Channel channel) throws IOException {
        GetResponse found = channel.basicGet(NAME, false);
        if (found == null) {
            return Optional.empty();
        }
        channel.basicNack(found.getEnvelope().getDeliveryTag(), false, true);
        channel.queueDeclarePassive(NAME); // asks the queue, so that it is there again for the next one
        return Optional.ofNullable(found.getProps().getMessageId());
    }

    /** On a connection of its own: a broker without memory would block the one that tasks are acknowledged on. */
    private void put() throws IOException {
        Connection connection = null;
        try {
            connection = connections.open("mark", null);
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            String mark = UUID.randomUUID().toString();
            channel.basicPublish(
                    NAME, "", MessageProperties.BASIC.builder().messageId(mark).build(), new byte[0]);
            channel.waitForConfirms(PATIENCE.toMillis());
        } catch (TimeoutException e) {
            LOG.warnf("the broker takes no messages: kills of its node count as crashes of what waits meanwhile");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (connection != null) {
                connection.abort((int) PATIENCE.toMillis());
            }
        }
    }
}
