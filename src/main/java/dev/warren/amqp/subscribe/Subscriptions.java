package dev.warren.amqp.subscribe;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Link;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.topology.Selection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * All that is subscribed by this process, on one connection that is made for the first of them. The queues are exclusive: the
 * broker deletes them with the connection, however that ends.
 */
public final class Subscriptions implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Connections connections;
    private final Map<String, Object> queueArguments;
    private final int max;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private volatile Link link;

    public Subscriptions(Connections connections, SubscribeConfig config, Clock clock, MeterRegistry metrics) {
        this.connections = connections;
        this.queueArguments = Subscription.queueArguments(
                config.backlog(), config.backlogBytes().asLongValue());
        this.max = config.maxSubscribers();
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("warren.subscribers", open, Set::size)
                .description("Subscribers of exchanges")
                .register(metrics);
    }

    /** Whether there are as many as there may be. */
    public boolean isFull() {
        return open.size() >= max;
    }

    /**
     * Gives the subscriber what is published from soon on, until it leaves; {@link Subscriber#subscribed} says from when. Empty
     * if there are as many as there may be.
     */
    public Optional<Subscription> open(String exchange, Selection selection, Subscriber subscriber) {
        Subscription subscription = new Subscription(exchange, selection, subscriber, queueArguments, this::tend);
        if (!add(subscription)) {
            return Optional.empty();
        }
        connect();
        news.release();
        return Optional.of(subscription);
    }

    /** One at a time, so that no two take the last place. */
    private synchronized boolean add(Subscription subscription) {
        return !isFull() && open.add(subscription);
    }

    private synchronized void connect() {
        if (link == null) {
            link = new Link("subscribe", connections, this::serve, metrics);
            link.start();
        }
    }

    private void tend(Subscription changed) {
        if (changed.isLeft() && !isUp()) {
            open.remove(changed);
        }
        news.release();
    }

    private boolean isUp() {
        return link != null && link.state().isUp();
    }

    private void serve(Connection connection, Link.Use use) throws Exception {
        connection.addShutdownListener(cause -> {
            use.become(new LinkState.Down(Causes.describe(cause)));
            news.release();
        });
        use.up();
        while (connection.isOpen()) {
            Instant now = clock.instant();
            for (Subscription subscription : open) {
                subscription.tend(connection, now);
                if (subscription.isLeft()) {
                    open.remove(subscription);
                }
            }
            news.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
        }
        throw connection.getCloseReason();
    }

    @Override
    public synchronized void close() {
        if (link != null) {
            link.close();
        }
    }
}
