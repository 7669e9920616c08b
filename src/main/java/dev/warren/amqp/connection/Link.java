package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import dev.warren.NowAndThen;
import dev.warren.Threads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps one connection in use, for ever: opens it, hands it to its {@link Work} until that fails, closes it, waits a little,
 * again. What the RabbitMQ client's own recovery leaves out is all one case here: a broker that is absent at the start, a
 * channel closed by an error, a cancelled consumer.
 */
public final class Link implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Link.class);
    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    /** A link that lasted this long was a good one: the next failure starts from a short pause again. */
    private static final Duration LASTING = Duration.ofSeconds(2);

    /** How often a lasting failure is logged. */
    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    /** What is done on a connection while it lasts. */
    public interface Work {

        /** Returns when there is nothing more to do, for good; throws when another connection is needed. */
        void on(Connection connection, Use use) throws Exception;
    }

    /**
     * One connection's say over the state of the link. The client calls listeners late, even after the next connection has been
     * made: those calls then change nothing.
     */
    public final class Use {

        /** Working, or working again. */
        public void up() {
            if (become(new LinkState.Up())) {
                LOG.infof("%s: connected", purpose);
            }
        }

        /** @return whether that was news */
        public boolean become(LinkState newState) {
            synchronized (Link.this) {
                if (current != this || state.equals(newState)) {
                    return false;
                }
                if (newState.isUp()) {
                    upSince = Instant.now();
                    said.forget();
                }
                state = newState;
                return true;
            }
        }

        /** Says what has failed, and waits a little before it is tried again on the same connection. */
        public void failed(Throwable cause) throws InterruptedException {
            become(new LinkState.Down(Causes.describe(cause)));
            pauseAfter(cause);
        }
    }

    private final String purpose;
    private final Connections connections;
    private final Work work;
    private final Counter losses;
    private final Backoff backoff = new Backoff();
    private final NowAndThen said = new NowAndThen(SAY_AGAIN, Clock.systemUTC());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService callbacks;
    private final Thread thread;
    private Use current;
    private volatile LinkState state = new LinkState.Down("not connected yet");
    private volatile Instant upSince = Instant.MAX;

    public Link(String purpose, Connections connections, Work work, MeterRegistry metrics) {
        this.purpose = purpose;
        this.connections = connections;
        this.work = work;
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

    public void start() {
        thread.start();
    }

    public LinkState state() {
        return state;
    }

    private void run() {
        try {
            boolean done = false;
            while (!done && closing.getCount() > 0) {
                done = runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            switchTo(null, new LinkState.Closed());
            callbacks.shutdown();
        }
    }

    /** @return whether there is nothing more to do */
    private boolean runOnce() throws InterruptedException {
        Connection connection = null;
        Throwable failure;
        try {
            connection = connections.open(purpose, callbacks);
            Use use = new Use();
            switchTo(use, state);
            work.on(connection, use);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            failure = e; // an Error too: without this thread there is no way back
        } finally {
            if (connection != null) {
                switchTo(null, new LinkState.Down("not connected"));
                connection.abort(CLOSE_TIMEOUT_MILLIS);
            }
        }
        if (closing.getCount() > 0) {
            switchTo(null, new LinkState.Down(Causes.describe(failure)));
            pauseAfter(failure);
        }
        return false;
    }

    private synchronized void switchTo(Use use, LinkState newState) {
        current = use;
        state = newState;
    }

    private void pauseAfter(Throwable failure) throws InterruptedException {
        losses.increment();
        if (upSince.isBefore(Instant.now().minus(LASTING))) {
            backoff.reset();
        }
        upSince = Instant.MAX;
        say(failure);
        closing.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same again and again is said now and then only. */
    private void say(Throwable failure) {
        String description = Causes.describe(failure);
        Logger.Level level = said.isDue(description) ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.logf(level, "%s at %s: %s; trying again", purpose, connections.where(), description);
        if (failure instanceof Error) {
            LOG.errorf(failure, "%s: not a matter of the broker", purpose);
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
