package dev.warren.amqp;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks every few seconds whether a queue is paused, on the publishing connection: where the broker takes no messages, only that
 * one is held up by it.
 */
public final class PauseWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PauseWatch.class);

    /** Until the connection is there; then the first look follows at once. */
    private static final Duration NOT_CONNECTED_YET = Duration.ofMillis(100);

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
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
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
        thread.start();
    }

    private void watch() {
        try {
            boolean isConnected;
            do {
                Optional<Sight> seen = look();
                seen.ifPresent(told);
                isConnected = seen.isPresent();
            } while (!closing.await(
                    isConnected ? interval.toMillis() : NOT_CONNECTED_YET.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        closing.countDown();
    }
}
