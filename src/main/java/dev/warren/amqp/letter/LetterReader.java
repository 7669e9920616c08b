package dev.warren.amqp.letter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.Threads;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.ServerVersion;
import dev.warren.amqp.consume.Turn;
import dev.warren.amqp.letter.LettersException.Obstacle;
import dev.warren.amqp.topology.PolicyLimits;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Opens readings of queues of dead letters: each on a connection of its own, and one at a time of each queue, in all
 * processes together. Two at once would each see half of the letters, and give them back in another order.
 */
public final class LetterReader implements AutoCloseable {

    /** Names the exclusive queues that stand for the right to read: they end with the connection that declared them. */
    public static final String LOCK = "warren.dead.reading.";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    /** A classic queue that takes back 100 000 letters answers nobody for up to a minute. */
    private static final Duration ANSWER = Duration.ofMinutes(3);

    /** For payloads in memory, in bytes. */
    private static final long ROOM = 16L << 20;

    private final Connections connections;
    private final PolicyLimits policies;
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("warren-letters"));
    private final Set<LetterReading> open = ConcurrentHashMap.newKeySet();

    public LetterReader(Connections connections, PolicyLimits policies) {
        this.connections = connections;
        this.policies = policies;
    }

    /**
     * Opens a reading, to be closed by the caller's thread.
     *
     * @param queue whose dead letters
     * @param wanted letters whose payloads are wanted; asked on another thread
     * @param abandoned completes when nobody wants the reading any more; then it is stopped
     * @throws LettersException if it can't be read
     */
    public LetterReading open(QueueSettings queue, Predicate<Letter> wanted, CompletableFuture<Void> abandoned) {
        PayloadGate gate = new PayloadGate(wanted, ROOM);
        Connection connection = connect(queue, gate);
        try {
            String letters = queue.deadLetters();
            requireThere(connection, letters);
            lock(connection, letters, abandoned);
            QueueKind kind = LetterQueue.kind(connection, letters);
            if (kind == QueueKind.QUORUM) {
                LetterQueue.requireNoLimit(policies.deliveryLimit(letters), ServerVersion.of(connection), letters);
            }
            LetterReading reading = new LetterReading(connection, letters, kind, gate, open::remove);
            open.add(reading);
            abandoned.thenRun(reading::stop);
            return reading;
        } catch (IOException | TimeoutException e) {
            connection.abort();
            throw LettersException.of(e);
        } catch (RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    private Connection connect(QueueSettings queue, PayloadGate gate) {
        try {
            return connections.open("read " + queue.deadLetters(), threads, gate, ANSWER);
        } catch (IOException | TimeoutException e) {
            throw new LettersException(Obstacle.UNAVAILABLE, Causes.describe(e));
        }
    }

    private static void requireThere(Connection connection, String letters) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclarePassive(letters);
        }
    }

    private static void lock(Connection connection, String letters, CompletableFuture<Void> abandoned)
            throws IOException, TimeoutException {
        Instant until = Instant.now().plus(PATIENCE);
        while (!Turn.take(connection, LOCK + letters)) {
            if (Instant.now().isAfter(until) || waitOrAbandon(abandoned)) {
                throw new LettersException(Obstacle.BUSY, "someone else reads " + letters + " at the moment");
            }
        }
    }

    /** @return whether it was abandoned meanwhile */
    private static boolean waitOrAbandon(CompletableFuture<Void> abandoned) {
        try {
            abandoned.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (java.util.concurrent.ExecutionException e) {
            return true;
        }
    }

    /** Has all readings stop; they are closed by those who opened them. */
    @Override
    public void close() {
        open.forEach(LetterReading::stop);
    }
}
