package dev.warren.amqp.subscribe;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.subscribe.Subscriber.Interruption;
import dev.warren.amqp.topology.Selection;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Binding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One subscriber's queue: exclusive, named by the broker, deleted with its consumer. It keeps the newest messages where this
 * process is too slow to take them.
 */
public final class Subscription {

    private static final Logger LOG = Logger.getLogger(Subscription.class);

    /** More than are on their way at a time on a fast network. */
    private static final int PREFETCH = 100;

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);

    /** An exchange that is deleted takes the bindings along, and nobody is told; one that is made anew has none. */
    private static final Duration BIND_AGAIN = Duration.ofSeconds(10);

    /** Only for a queue whose consumer never came to be; the broker deletes others with their consumer. */
    private static final int UNUSED_MILLIS = 60_000;

    private final String exchange;
    private final Selection selection;
    private final Subscriber subscriber;
    private final Map<String, Object> queueArguments;
    private final Consumer<Subscription> changed;
    private Channel channel;
    private String queue;
    private Instant bindAt = Instant.MAX;
    private Instant retryAt = Instant.MIN;
    private Optional<Interruption> told = Optional.empty();
    private volatile boolean cancelled;
    private volatile boolean left;

    /** @param changed is told when there is something to do for this one */
    Subscription(
            String exchange,
            Selection selection,
            Subscriber subscriber,
            Map<String, Object> queueArguments,
            Consumer<Subscription> changed) {
        this.exchange = exchange;
        this.selection = selection;
        this.subscriber = subscriber;
        this.queueArguments = queueArguments;
        this.changed = changed;
    }

    /**
     * @param backlog the most messages that the broker keeps for a subscriber
     * @param bytes the most bytes of payload
     */
    static Map<String, Object> queueArguments(int backlog, long bytes) {
        return Map.of(
                Topology.TYPE,
                "classic",
                "x-max-length",
                backlog,
                "x-max-length-bytes",
                bytes,
                "x-overflow",
                "drop-head",
                "x-expires",
                UNUSED_MILLIS);
    }

    /** Ends it: soon the queue is gone. */
    public void leave() {
        left = true;
        changed.accept(this);
    }

    boolean isLeft() {
        return left;
    }

    /** Does what is due, on the thread of the connection's user. Throws only if the connection is of no more use. */
    void tend(Connection connection, Instant now) throws IOException {
        try {
            if (left || cancelled) {
                abandonChannel();
            } else if (channel == null || !channel.isOpen()) {
                subscribe(connection, now);
            } else if (now.isAfter(bindAt)) {
                bind(now);
            }
        } catch (IOException | ShutdownSignalException e) {
            LOG.debugf("subscription to exchange %s: %s", exchange, Causes.describe(e));
            retryLater(now);
            if (!connection.isOpen()) {
                throw e;
            }
        } catch (RuntimeException e) { // about this one alone: all others are on the same connection
            LOG.warnf(e, "subscription to exchange %s", exchange);
            retryLater(now);
        }
    }

    private void retryLater(Instant now) throws IOException {
        abandonChannel();
        retryAt = now.plus(RETRY_PAUSE);
    }

    private void subscribe(Connection connection, Instant now) throws IOException {
        if (now.isBefore(retryAt)) {
            return;
        }
        channel = connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
        channel.addShutdownListener(this::lost);
        channel.exchangeDeclarePassive(exchange); // before there is a queue, which would stay without a consumer
        queue = channel.queueDeclare("", false, true, true, queueArguments).getQueue();
        bind(now);
        channel.basicQos(PREFETCH);
        channel.basicConsume(queue, false, consumerOn(channel));
    }

    private void bind(Instant now) throws IOException {
        for (Binding binding : selection.bindings(exchange, queue)) {
            channel.queueBind(queue, exchange, binding.key(), binding.arguments());
        }
        bindAt = now.plus(BIND_AGAIN);
    }

    private void abandonChannel() throws IOException {
        cancelled = false;
        if (channel != null) {
            channel.abort();
            channel = null;
        }
    }

    private void lost(ShutdownSignalException cause) {
        if (Causes.isNotFound(cause)) {
            interrupt(Interruption.NO_EXCHANGE);
        } else if (Causes.isForbidden(cause)) {
            interrupt(Interruption.FORBIDDEN);
        } else {
            interrupt(Interruption.LOST);
        }
    }

    private void interrupt(Interruption why) {
        synchronized (subscriber) {
            boolean isNews = !told.equals(Optional.of(why));
            told = Optional.of(why);
            if (isNews && !left) {
                subscriber.interrupted(why);
            }
        }
        changed.accept(this);
    }

    private DefaultConsumer consumerOn(Channel own) {
        return new DefaultConsumer(own) {
            @Override
            public void handleConsumeOk(String consumerTag) {
                synchronized (subscriber) {
                    told = Optional.empty();
                    subscriber.subscribed();
                }
            }

            @Override
            public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body)
                    throws IOException {
                synchronized (subscriber) {
                    subscriber.receive(Message.read(envelope, properties, body));
                }
                if (own.isOpen()) {
                    own.basicAck(envelope.getDeliveryTag(), false);
                }
            }

            @Override
            public void handleCancel(String consumerTag) {
                cancelled = true;
                interrupt(Interruption.LOST);
            }
        };
    }
}
