package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Declaring and asking on a connection of its own. RabbitMQ closes a whole connection over a declaration that goes wrong
 * inside of it (a quorum queue that has no leader, say): then nothing that publishes or consumes may be on it.
 */
public final class Housekeeping implements AutoCloseable {

    /** What the broker is asked. */
    public interface Inquiry<T> {
        T on(Connection connection) throws IOException, TimeoutException;
    }

    private record Question<T>(Inquiry<T> inquiry, CompletableFuture<T> answer) {

        void ask(Connection connection) throws IOException, TimeoutException {
            if (!answer.isDone()) {
                answer.complete(inquiry.on(connection));
            }
        }
    }

    private final Duration tick;
    private final List<Chore> chores;
    private final Link link;
    private final BlockingQueue<Question<?>> asked = new LinkedBlockingQueue<>();

    /**
     * @param purpose what the connection is for, part of its name
     * @param tick how long the chores may have to wait for their turn
     */
    public Housekeeping(
            String purpose, Duration tick, Connections connections, List<Chore> chores, MeterRegistry metrics) {
        this.tick = tick;
        this.chores = List.copyOf(chores);
        this.link = new Link(purpose, connections, this::keepHouseOn, metrics);
    }

    public void start() {
        link.start();
    }

    public LinkState state() {
        return link.state();
    }

    /** @return completes with the answer; never, if the connection breaks over it: the caller sets a time-out */
    public <T> CompletableFuture<T> ask(Inquiry<T> inquiry) {
        Question<T> question = new Question<>(inquiry, new CompletableFuture<>());
        asked.add(question);
        return question.answer();
    }

    private void keepHouseOn(Connection connection, Link.Use use) throws Exception {
        connection.addShutdownListener(cause -> use.become(new LinkState.Down(Causes.describe(cause))));
        chores.forEach(Chore::begin);
        use.up();
        while (connection.isOpen()) {
            for (Chore chore : chores) {
                chore.tick(connection);
            }
            Question<?> question = asked.poll(tick.toMillis(), TimeUnit.MILLISECONDS);
            if (question != null) {
                question.ask(connection);
            }
        }
        throw connection.getCloseReason();
    }

    @Override
    public void close() {
        link.close();
    }
}
