package dev.warren.amqp.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.Threads;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.GatheredFrames;
import dev.warren.amqp.connection.Link;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyDeclaration;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Publishes on a connection of its own: persistent, mandatory, each with its confirm, many under way at a time. One thread
 * writes to the channel, so a caller never waits for the socket; every result comes within the confirm time-out, whatever
 * happens to the channel, the connection or the broker.
 */
public final class ConfirmingPublisher implements Publisher, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConfirmingPublisher.class);

    /** How often the writing thread looks after its channel while nothing is to be published. */
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    /** How many messages may go to the socket in one piece, when that many wait. */
    private static final int GATHERED = 64;

    /** What did not fit is tried again, until someone has mended it. */
    private static final Duration DECLARE_AGAIN = Duration.ofSeconds(5);

    /**
     * What may be under way.
     *
     * @param confirmTimeout from publish to result
     * @param window sent and unconfirmed messages
     * @param maxWaiting messages waiting to be sent
     * @param maxBytes payload bytes waiting or unconfirmed
     */
    public record Limits(Duration confirmTimeout, int window, int maxWaiting, long maxBytes) {

        /** @throws IllegalArgumentException nothing could be under way */
        public Limits {
            atLeastOne("warren.publisher.window", window);
            atLeastOne("warren.publisher.max-waiting", maxWaiting);
        }

        private static void atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " has to be at least 1, not " + value);
            }
        }

        /** These, for one who never has more than so many messages under way and has them in memory anyway: none is refused for want of room. */
        public Limits holding(int messages) {
            return new Limits(confirmTimeout, window, Math.max(maxWaiting, messages), Long.MAX_VALUE);
        }

        public static Limits of(PublisherConfig config) {
            return new Limits(
                    config.confirmTimeout(),
                    config.window(),
                    config.maxWaiting(),
                    config.maxBytes().asLongValue());
        }
    }

    private final String name;
    private final Limits limits;
    private final Topology topology;
    private final Link link;
    private final BlockingQueue<PendingPublish> waiting;
    /** Made for this: nearly all are cancelled, tens of thousands a second. */
    private final HashedWheelTimer expiries = new HashedWheelTimer(Threads.named("warren-confirm-timeout"));

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private volatile List<String> mismatches = List.of();
    private Instant declaredAt = Instant.MIN;
    /**
     * Known once the broker has closed a channel over it; without this, each repeat would take its neighbours along. Until the next
     * channel ends for another reason: the broker that comes back may have been told to take more.
     */
    private volatile long maxMessageSize = Long.MAX_VALUE;

    private volatile int frameMax = AMQP.FRAME_MIN_SIZE;
    private volatile Connection connection;
    private volatile Runnable connected = () -> {};

    /**
     * @param name tells it from others in logs, metrics and the broker's list of connections
     * @param topology is declared on every connection before anything is published on it
     */
    public ConfirmingPublisher(
            String name, Connections connections, Topology topology, Limits limits, MeterRegistry metrics) {
        this.name = name;
        this.limits = limits;
        this.topology = topology;
        this.waiting = new LinkedBlockingQueue<>(limits.maxWaiting());
        this.link = new Link(name, connections, this::publishOn, metrics);
        Gauge.builder("warren.publisher.pending", pending, AtomicLong::get)
                .description("Messages that wait to be sent or for their confirm")
                .tag("link", name)
                .register(metrics);
    }

    public void start() {
        link.start();
    }

    public LinkState state() {
        return link.state();
    }

    /** What it publishes on, while that is in use. */
    public Optional<Connection> connection() {
        return Optional.ofNullable(connection);
    }

    /** Tells somebody, one alone, of each connection as soon as it is in use; what that does has to be short. */
    public void whenConnected(Runnable connected) {
        this.connected = connected;
    }

    /** What is on the broker in another way than configured; empty when all is well. */
    public List<String> mismatches() {
        return mismatches;
    }

    @Override
    public CompletionStage<PublishResult> publish(Destination destination, Task task) {
        return publish(destination, task, false);
    }

    @Override
    public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task) {
        return publish(destination, task, true);
    }

    private CompletionStage<PublishResult> publish(Destination destination, Task task, boolean untilAnswered) {
        PublishResult refusal = refusal(task.payload().bytes().length);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        PendingPublish publish;
        try {
            publish = PendingPublish.of(destination, task, untilAnswered, frameMax, maxMessageSize);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new PublishResult.Invalid(e.getMessage()));
        }
        try {
            enter(publish);
        } catch (IllegalStateException e) { // the wheel does not turn any more
            return CompletableFuture.completedFuture(new PublishResult.Unavailable("closed"));
        }
        if (!waiting.offer(publish)) {
            publish.result.complete(new PublishResult.Unavailable("too many messages wait to be published"));
        } else if (!link.state().isUp()) {
            failWaiting(); // the link went down after the check above, perhaps after its own last look at the queue
        }
        return publish.result;
    }

    /** What to answer at once, or null. */
    private PublishResult refusal(int size) {
        LinkState state = link.state();
        if (state instanceof LinkState.Blocked blocked) {
            return new PublishResult.Blocked(blocked.reason());
        }
        if (!state.isUp()) {
            return new PublishResult.Unavailable(state.describe());
        }
        return bytes.get() + size > limits.maxBytes()
                ? new PublishResult.Unavailable("too many bytes wait to be published")
                : null;
    }

    private void enter(PendingPublish publish) {
        Timeout expiry = publish.untilAnswered ? null : expiry(publish);
        bytes.addAndGet(publish.size);
        pending.incrementAndGet();
        publish.result.whenComplete((result, failure) -> {
            if (expiry != null) {
                expiry.cancel();
            }
            publish.drop(); // before its bytes are given to others
            bytes.addAndGet(-publish.size);
            left();
        });
    }

    private Timeout expiry(PendingPublish publish) {
        PublishResult unconfirmed = new PublishResult.Unconfirmed(limits.confirmTimeout());
        return expiries.newTimeout(
                late -> publish.result.complete(unconfirmed),
                limits.confirmTimeout().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void left() {
        if (pending.decrementAndGet() == 0) {
            synchronized (pending) {
                pending.notifyAll();
            }
        }
    }

    /** Waits until every publish has its result, which takes no longer than the confirm time-out if none is added. */
    public void awaitResults() throws InterruptedException {
        Instant until = Instant.now().plus(limits.confirmTimeout());
        synchronized (pending) {
            Duration left = limits.confirmTimeout();
            while (pending.get() > 0 && left.toMillis() > 0) {
                pending.wait(left.toMillis());
                left = Duration.between(Instant.now(), until);
            }
        }
    }

    /** The writing thread's work on one connection. */
    private void publishOn(Connection connection, Link.Use use) throws Exception {
        declare(connection);
        frameMax = connection.getFrameMax();
        Channel channel = connection.createChannel();
        GatheredFrames frames = GatheredFrames.of(connection);
        Confirms confirms = new Confirms(channel, frames, limits.window());
        connection.addBlockedListener(
                reason -> {
                    LOG.warnf(
                            "%s: the broker takes no messages: %s; publishes are refused until it does", name, reason);
                    use.become(new LinkState.Blocked(reason));
                    confirms.block(new PublishResult.Blocked(reason));
                    failWaiting();
                },
                () -> {
                    LOG.infof("%s: the broker takes messages again", name);
                    use.become(new LinkState.Up());
                });
        // By listener, not only by the writing thread: that one may sit in a write to a socket that nobody reads.
        channel.addShutdownListener(cause -> {
            use.become(new LinkState.Down(Causes.describe(cause)));
            maxMessageSize = Causes.messageSizeLimit(cause).orElse(Long.MAX_VALUE);
            failUnanswered(confirms, cause);
            failWaiting();
        });
        use.up();
        this.connection = connection;
        connected.run();
        try {
            while (channel.isOpen() && !confirms.isGivenUp()) {
                PendingPublish next = waiting.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    frames.gather(() -> sendAll(confirms, next));
                }
                // not while blocked: the broker would not read it, and the time-out would end the connection
                if (!mismatches.isEmpty()
                        && link.state().isUp()
                        && declaredAt.isBefore(Instant.now().minus(DECLARE_AGAIN))) {
                    declare(connection);
                }
            }
            ShutdownSignalException reason = channel.getCloseReason();
            throw reason == null ? new IOException("the broker's answers can't be told apart") : reason;
        } finally {
            this.connection = null;
            failUnanswered(confirms, channel.getCloseReason()); // which this thread may see before the listener is told
        }
    }

    private static void failUnanswered(Confirms confirms, ShutdownSignalException cause) {
        if (cause == null) {
            confirms.fail(new PublishResult.ConnectionLost("the connection was closed"));
            return;
        }
        PublishResult lost = new PublishResult.ConnectionLost(Causes.describe(cause));
        confirms.fail(publish -> publish.forbiddenBy(cause).orElse(lost));
    }

    private void declare(Connection connection) throws IOException, TimeoutException {
        List<String> found = TopologyDeclaration.applyWhatFits(connection, topology).stream()
                .map(Exception::getMessage)
                .toList();
        found.stream()
                .filter(mismatch -> !mismatches.contains(mismatch))
                .forEach(mismatch -> LOG.errorf("%s: %s", name, mismatch));
        mismatches = found;
        declaredAt = Instant.now();
    }

    /** That one and those that wait behind it. */
    private void sendAll(Confirms confirms, PendingPublish first) throws IOException, InterruptedException {
        PendingPublish next = first;
        for (int sent = 1; next != null; sent++) {
            send(confirms, next);
            next = sent < GATHERED && !confirms.isGivenUp() ? waiting.poll() : null;
        }
    }

    private void send(Confirms confirms, PendingPublish publish) throws IOException, InterruptedException {
        try {
            confirms.send(publish);
        } catch (RuntimeException | IOException | InterruptedException e) {
            // whatever it was: the client has counted this publish, the broker perhaps not, so this channel has to go
            publish.result.complete(new PublishResult.ConnectionLost(Causes.describe(e)));
            throw e;
        }
    }

    private void failWaiting() {
        List<PendingPublish> left = new ArrayList<>();
        waiting.drainTo(left);
        PublishResult result = link.state() instanceof LinkState.Blocked blocked
                ? new PublishResult.Blocked(blocked.reason())
                : new PublishResult.Unavailable(link.state().describe());
        left.forEach(publish -> publish.result.complete(result));
    }

    /** Ends publishing; what has no result yet gets one. */
    @Override
    public void close() {
        link.close();
        failWaiting();
        expiries.stop();
    }
}
