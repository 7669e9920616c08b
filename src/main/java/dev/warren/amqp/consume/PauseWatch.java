package dev.warren.amqp.consume;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.Threads;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.publish.ConfirmingPublisher;
import dev.warren.amqp.topology.PauseFlag;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyDeclaration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks whether a queue is paused, as soon as there is a connection and every few seconds from then on. On the publishing one:
 * where the broker takes no messages, only that one is held up by it.
 */
public final class PauseWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PauseWatch.class);

    /** What a look has come to. */
    public enum Sight {
        RUNNING,
        PAUSED,
        /** Connected, but there is no answer: the broker takes no messages, say. */
        UNANSWERED,
        /** This user may not look. */
        FORBIDDEN
    }

    private final ConfirmingPublisher publisher;
    private final String queue;
    private final Duration interval;
    private final Consumer<Sight> told;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean isClosed;
    private Connection declaredOn;
    private Connection forbiddenOn;

    /** @param told what each look has come to, while the broker is connected */
    public PauseWatch(ConfirmingPublisher publisher, String queue, Duration interval, Consumer<Sight> told) {
        this.publisher = publisher;
        this.queue = queue;
        this.interval = interval;
        this.told = told;
        this.thread = Threads.named("warren-pause").newThread(this::watch);
    }

    public void start() {
        publisher.whenConnected(wakeUps::release);
        thread.start();
    }

    private void watch() {
        try {
            while (!isClosed) {
                wakeUps.drainPermits(); // before the look: a connection that comes during it is worth another one
                lookAndTell();
                wakeUps.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAndTell() {
        try {
            look().ifPresent(told);
        } catch (RuntimeException e) {
            LOG.errorf(e, "queue %s: whether it is paused is looked for again", queue); // or nobody ever would
        }
    }

    private Optional<Sight> look() {
        if (publisher.state() instanceof LinkState.Blocked) {
            return Optional.of(Sight.UNANSWERED);
        }
        return publisher.connection().flatMap(this::look);
    }

    private Optional<Sight> look(Connection connection) {
        if (connection == forbiddenOn) {
            return Optional.of(Sight.FORBIDDEN); // each look would be an error in the broker's log
        }
        try {
            declare(connection);
            return Optional.of(PauseFlag.isSet(connection, queue) ? Sight.PAUSED : Sight.RUNNING);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            LOG.debugf("queue %s: can't see whether it is paused: %s", queue, Causes.describe(e));
            return failed(connection, e);
        }
    }

    private Optional<Sight> failed(Connection connection, Exception why) {
        declaredOn = null; // it may have been deleted
        if (Causes.isForbidden(why)) {
            forbiddenOn = connection;
            return Optional.of(Sight.FORBIDDEN);
        }
        return connection.isOpen() ? Optional.of(Sight.UNANSWERED) : Optional.empty();
    }

    /** Whoever may not do that may still look, if others have declared it. */
    private void declare(Connection connection) throws IOException, TimeoutException {
        if (connection != declaredOn) {
            TopologyDeclaration.applyWhatFits(
                    connection, new Topology(List.of(PauseFlag.EXCHANGE), List.of(), List.of()));
            declaredOn = connection;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        wakeUps.release();
    }
}
