package dev.warren.amqp;

import com.rabbitmq.client.Connection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps one connection in use, for ever: opens it, hands it to a {@link Session} until that ends or fails, closes it, waits a
 * little, again. What the RabbitMQ client's own recovery leaves out is all one case here: a broker that is absent at the
 * start, a channel closed by an error, a cancelled consumer.
 */
final class Link implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Link.class);
    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    /** A link that lasted this long was a good one: the next failure starts from a short pause again. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** How often a lasting failure is logged. */
    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    /** What is done on a connection while it lasts. */
    interface Session {

        /** Uses the connection; returns or throws when it is of no more use. Calls {@link Link#up} when it is working. */
        void run(Connection connection) throws Exception;
    }

    private final String purpose;
    private final Connections connections;
    private final Session session;
    private final Counter losses;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService callbacks;
    private final Thread thread;
    private volatile LinkState state = new LinkState.Down("not connected yet");
    private volatile Instant upSince = Instant.MAX;
    private String said = "";
    private Instant saidAt = Instant.MIN;

    Link(String purpose, Connections connections, Session session, MeterRegistry metrics) {
        this.purpose = purpose;
        this.connections = connections;
        this.session = session;
        this.callbacks = Executors.newSingleThreadExecutor(Threads.named("warren-" + purpose + "-callback"));
        this.thread = Threads.named("warren-" + purpose).newThread(this::run);
        this.losses = Counter.builder("warren.link.losses")
                .description("Times that a link to the broker was lost or could not be made")
                .tag("link", purpose)
                .register(metrics);
        Gauge.builder("warren.link.up", this, link -> link.state.isUp() ? 1 : 0)
                .description("1 while the link to the broker is in use")
                .tag("link", purpose)
                .register(metrics);
    }

    void start() {
        thread.start();
    }

    LinkState state() {
        return state;
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Called by the session as soon as it works. */
    void up() {
        if (!state.isUp()) {
            state = new LinkState.Up();
            said = "";
            upSince = Instant.now();
            LOG.infof("%s: connected", purpose);
        }
    }

    /** Called by the session when it is connected but can't work. */
    void become(LinkState newState) {
        state = newState;
    }

    /** Called by the session when it goes on with the same connection after a failure. */
    void failed(Exception cause) throws InterruptedException {
        String description = Causes.describe(cause);
        state = new LinkState.Down(description);
        losses.increment();
        if (upSince.isBefore(Instant.now().minus(SETTLED))) {
            backoff.reset();
        }
        upSince = Instant.MAX;
        Duration pause = backoff.next();
        say(description);
        closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same again and again is said now and then only. */
    private void say(String description) {
        Instant now = Instant.now();
        boolean isNew = !description.equals(said) || saidAt.isBefore(now.minus(SAY_AGAIN));
        if (isNew) {
            said = description;
            saidAt = now;
        }
        LOG.logf(isNew ? Logger.Level.WARN : Logger.Level.DEBUG, "%s: %s; trying again", purpose, description);
    }

    private void run() {
        while (!isClosing()) {
            try {
                runOnce();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        state = new LinkState.Closed();
        callbacks.shutdown();
    }

    private void runOnce() throws InterruptedException {
        Connection connection = null;
        try {
            connection = connections.open(purpose, callbacks);
            session.run(connection);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!isClosing()) {
                failed(e);
            }
        } finally {
            if (connection != null) {
                connection.abort(CLOSE_TIMEOUT_MILLIS);
            }
        }
    }

    /** Ends the link and waits until its connection is closed. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
