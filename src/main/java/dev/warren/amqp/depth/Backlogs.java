package dev.warren.amqp.depth;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Chore;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Housekeeping;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How much there is to do in queues, for those who want to know as soon as it changes. RabbitMQ tells nobody, so it is asked
 * again and again, one queue after the other: with many of them, or a slow broker, that becomes less often by itself. On a
 * connection of its own, for a queue that has no leader breaks the connection that asks for it.
 */
public final class Backlogs implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<String, WatchedQueue> watched = new ConcurrentHashMap<>();
    private final QueueLook look;
    private volatile Housekeeping housekeeping;

    public Backlogs(Connections connections, Clock clock, MeterRegistry metrics) {
        this.connections = connections;
        this.clock = clock;
        this.metrics = metrics;
        this.look = new QueueLook(clock);
    }

    /** Connects, and stays connected. */
    public synchronized void start() {
        if (housekeeping == null) {
            housekeeping = new Housekeeping("scaler", EVERY, connections, List.of(new Rounds()), metrics);
            housekeeping.start();
        }
    }

    /**
     * The backlog now, or not longer ago than a watched queue is looked at.
     *
     * @return completes within some seconds, always normally
     */
    public CompletionStage<Backlog> of(String queue) {
        WatchedQueue known = watched.get(queue);
        if (known != null && known.wasLookedAtSince(clock.instant().minus(EVERY.multipliedBy(2)))) {
            return CompletableFuture.completedFuture(known.backlog());
        }
        Housekeeping asked = housekeeping;
        if (asked == null || !asked.state().isUp()) {
            return CompletableFuture.completedFuture(new Backlog.Unknown(
                    asked == null ? "not connected" : asked.state().describe()));
        }
        return asked.<Backlog>ask(connection -> look.at(queue, connection))
                .completeOnTimeout(
                        new Backlog.Unknown("the broker did not say in time how much waits"),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Tells the observer about the queue, from soon on and after each look, until the watch is closed. */
    public Watch watch(String queue, Observer observer) {
        watched.compute(queue, (name, there) -> {
            WatchedQueue of = there == null ? new WatchedQueue() : there;
            of.add(observer);
            return of;
        });
        lookSoon(queue);
        return () -> watched.computeIfPresent(queue, (name, there) -> there.isObservedWithout(observer) ? there : null);
    }

    /** Is told about a queue, on the thread that looks: what it does has to be short. */
    public interface Observer {
        void seen(Backlog backlog);
    }

    /** Ends with {@link #close}. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** There may be a new task in it. Costs next to nothing if nobody watches the queue, or if it has consumers. */
    public void lookSoon(String queue) {
        WatchedQueue of = watched.get(queue);
        Housekeeping asked = housekeeping;
        if (of != null && asked != null && of.wantsALook()) {
            asked.ask(connection -> {
                of.lookStarts();
                return lookAt(queue, of, connection);
            });
        }
    }

    private Backlog lookAt(String queue, WatchedQueue of, Connection connection) throws IOException {
        Backlog backlog = look.at(queue, connection);
        of.seen(backlog, clock.instant());
        return backlog;
    }

    /** All that are watched, one after the other. */
    private final class Rounds implements Chore {

        private Instant due = Instant.MIN;

        @Override
        public void begin() {
            look.forgetChannel();
        }

        @Override
        public void tick(Connection connection) throws IOException {
            if (due.isAfter(clock.instant())) {
                return;
            }
            for (Map.Entry<String, WatchedQueue> of : watched.entrySet()) {
                lookAt(of.getKey(), of.getValue(), connection);
            }
            due = clock.instant().plus(EVERY);
        }
    }

    @Override
    public synchronized void close() {
        if (housekeeping != null) {
            housekeeping.close();
        }
    }
}
