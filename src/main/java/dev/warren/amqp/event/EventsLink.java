package dev.warren.amqp.event;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.NowAndThen;
import dev.warren.Threads;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Link;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.topology.Topology;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Publishes events on a connection of their own. What the broker has against them is said now and then, and no more. */
final class EventsLink implements EventsOutlet {

    private static final Logger LOG = Logger.getLogger(EventsLink.class);

    /** Whether publishing is allowed is only found by doing it. */
    private static final Duration FORBIDDEN_FOR = Duration.ofMinutes(1);

    private static final Duration SAY_AGAIN = Duration.ofHours(1);

    /** A close that waits for a blocked broker can be left alone. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final EventsExchange exchange;
    private final Clock clock;
    private final NowAndThen said;
    private final Link link;
    private volatile Channel channel;
    private volatile Instant forbiddenUntil = Instant.MIN;

    EventsLink(Connections connections, EventsExchange exchange, Clock clock, MeterRegistry metrics) {
        this.exchange = exchange;
        this.clock = clock;
        this.said = new NowAndThen(SAY_AGAIN, clock);
        this.link = new Link("events", connections, this::keepChannelOn, metrics);
    }

    @Override
    public void start() {
        link.start();
    }

    @Override
    public boolean isOpen() {
        return link.state().isUp() && exchange.isThere() && !clock.instant().isBefore(forbiddenUntil);
    }

    @Override
    public boolean publish(Event event) {
        if (!isOpen()) {
            return false;
        }
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("application/json")
                .type(event.type())
                .timestamp(Date.from(event.at()))
                .build();
        try {
            channel.basicPublish(Topology.EVENTS, event.routingKey(), properties, event.json());
            return true;
        } catch (AlreadyClosedException | IOException e) {
            return false; // the link hears of it, too
        }
    }

    private void keepChannelOn(Connection connection, Link.Use use) throws Exception {
        connection.addBlockedListener(
                reason -> use.become(new LinkState.Blocked(reason)), () -> use.become(new LinkState.Up()));
        while (true) {
            CompletableFuture<ShutdownSignalException> closed = new CompletableFuture<>();
            channel = connection.createChannel();
            channel.addShutdownListener(closed::complete);
            use.up();
            ShutdownSignalException cause = closed.get();
            if (cause.isHardError()) {
                throw cause;
            }
            refused(cause);
        }
    }

    private void refused(ShutdownSignalException cause) {
        if (Causes.isNotFound(cause)) {
            exchange.missed();
            return;
        }
        forbiddenUntil = clock.instant().plus(FORBIDDEN_FOR);
        if (said.isDue("refusal")) {
            LOG.warnf(
                    "no events of tasks are published: %s (give the user permission to write to %s, or set"
                            + " warren.events.enabled=false)",
                    Causes.describe(cause), Topology.EVENTS);
        }
    }

    @Override
    public void close() {
        Thread closing = Threads.named("warren-events-close").newThread(link::close);
        closing.start();
        try {
            closing.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
