package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.Threads;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * What a command does on the broker: on a connection of its own, once, to its end.
 *
 * @param <T> what it comes to
 * @param <E> what it may fail with besides the connection
 */
public interface Errand<T, E extends Exception> {

    /** For the broker to answer that it has closed the connection. */
    int CLOSE_TIMEOUT_MILLIS = 2_000;

    T on(Connection connection) throws IOException, TimeoutException, E;

    /**
     * Does it.
     *
     * @param purpose names the connection
     * @throws E if the errand does
     * @throws IOException if it can't be reached or does not answer; the message says why
     */
    static <T, E extends Exception> T run(Connections connections, String purpose, Errand<T, E> errand)
            throws IOException, E {
        ExecutorService callbacks = Executors.newSingleThreadExecutor(Threads.named("warren-" + purpose));
        try {
            Connection connection = connections.open(purpose, callbacks);
            try {
                return errand.on(connection);
            } finally {
                connection.abort(CLOSE_TIMEOUT_MILLIS);
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw new IOException(Causes.describe(e), e);
        } finally {
            callbacks.shutdown();
        }
    }
}
