package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.NoOpMetricsCollector;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.NowAndThen;
import dev.warren.Threads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Watches over the connection on which SmallRye's stock connector publishes events. The connector itself hears neither that the
 * broker blocks nor that it closes a channel, opens another one then, and from there on keeps what it publishes in memory for ever. All
 * that it lets one have of its connection is a collector of metrics: so this is one.
 */
final class EventsConnection extends NoOpMetricsCollector implements EventsOutlet {

    private static final Logger LOG = Logger.getLogger(EventsConnection.class);

    /** Whether publishing is allowed is only found by doing it. */
    private static final Duration FORBIDDEN_FOR = Duration.ofMinutes(1);

    private static final Duration SAY_AGAIN = Duration.ofHours(1);
    private static final int CLOSE_TIMEOUT_MILLIS = 1_000;

    private final EventsExchange exchange;
    private final Clock clock;
    private final NowAndThen said;
    private volatile Connection current;
    private volatile Connection proven;
    private volatile boolean blocked;
    private volatile boolean closed;
    private volatile Instant forbiddenUntil = Instant.MIN;

    EventsConnection(EventsExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    @Override
    public boolean isOpen() {
        return exchange.isThere() && !blocked && !closed && !clock.instant().isBefore(forbiddenUntil);
    }

    @Override
    public boolean hasTaken() {
        Connection connection = current;
        return connection != null && connection == proven && connection.isOpen();
    }

    @Override
    public void taken() {
        proven = current;
    }

    @Override
    public void newConnection(Connection connection) {
        current = connection;
        blocked = false;
        if (closed) {
            end(connection);
        }
        connection.addBlockedListener(reason -> blocked = true, () -> blocked = false);
    }

    @Override
    public void newChannel(Channel channel) {
        channel.addShutdownListener(cause -> {
            if (!cause.isHardError() && !cause.isInitiatedByApplication()) {
                refused(cause);
                end(channel.getConnection()); // a new connection is all that makes the connector forget what it keeps
            }
        });
    }

    private void refused(ShutdownSignalException cause) {
        if (Causes.isNotFound(cause)) {
            exchange.missed();
            return;
        }
        forbiddenUntil = clock.instant().plus(FORBIDDEN_FOR);
        if (said.isDue("refusal")) {
            LOG.warnf(
                    "events of tasks are dropped: %s (give the user permission to write to %s, or set"
                            + " warren.events.enabled=false)",
                    Causes.describe(cause), Topology.EVENTS);
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection last = current;
        if (last != null) {
            try {
                end(last).join(CLOSE_TIMEOUT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** On a thread of its own: a listener must not wait, and a close that waits for a blocked broker can be left alone. */
    private static Thread end(Connection connection) {
        Thread closing = Threads.named("warren-events-close").newThread(() -> connection.abort(CLOSE_TIMEOUT_MILLIS));
        closing.start();
        return closing;
    }
}
