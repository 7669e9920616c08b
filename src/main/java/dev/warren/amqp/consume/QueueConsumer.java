package dev.warren.amqp.consume;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.Threads;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.GatheredFrames;
import dev.warren.amqp.connection.Link;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.connection.ServerVersion;
import dev.warren.amqp.message.TaskMessage;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyDeclaration;
import dev.warren.amqp.topology.TopologyException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Consumes one queue on a connection of its own, with manual acknowledgement and no more unsettled deliveries than
 * {@code prefetch}. Comes back by itself from whatever ends its consumption, until it is drained or closed.
 */
public final class QueueConsumer implements AutoCloseable {

    /**
     * What to consume.
     *
     * @param queue its name
     * @param topology declared or checked whenever consumption starts
     * @param kind what kind of queue it is
     * @param prefetch the most unsettled deliveries, at least 1
     * @param consumerTimeout how long a delivery may stay unsettled. RabbitMQ 4.3 takes it per consumer of a quorum queue, and
     *     refuses to consume a classic queue with it
     * @param declared is called whenever the topology was declared: the queue may be a new one, to which nothing else leads
     */
    public record Subscription(
            String queue,
            Topology topology,
            QueueKind kind,
            int prefetch,
            Optional<Duration> consumerTimeout,
            Runnable declared) {

        /** Of {@code basic.qos}, a 16-bit number of which 0 would mean "no limit". */
        private static final int MAX_PREFETCH = 65_535;

        public Subscription {
            if (prefetch < 1 || prefetch > MAX_PREFETCH) {
                throw new IllegalArgumentException("the prefetch has to be 1 to " + MAX_PREFETCH + ", not " + prefetch);
            }
        }
    }

    /** What the consuming thread is told. */
    private enum Interruption {
        CHANNEL_CLOSED,
        PREFETCH_FREED,
        CANCELLED_BY_BROKER,
        PAUSE,
        RESUME,
        DRAIN
    }

    /** One connection's. */
    private record Session(
            Channel channel,
            Settler settler,
            Prefetch prefetch,
            BlockingQueue<Interruption> interruptions,
            Link.Use use) {

        /** Whether a delivery may come. */
        boolean isConsuming() {
            return prefetch.isInUse();
        }
    }

    /**
     * Says the client of a consumer that the broker has cancelled, before {@code handleCancel} has been called: {@code basicCancel} in
     * https://github.com/rabbitmq/rabbitmq-java-client/blob/main/src/main/java/com/rabbitmq/client/impl/ChannelN.java.
     */
    private static final String CANCELLED_ALREADY = "Unknown consumerTag";

    /** For the broker, in the end, to be told and perhaps to say that it was. */
    private static final Duration LAST_SETTLING = Duration.ofSeconds(5);

    private final Subscription subscription;
    private final Consumer<Delivery> sink;
    private final Clock clock;
    private final Link link;
    private final NodeMark nodeMark;
    private final Counter cancels;
    private final ExecutorService settler;
    private final Settler.Means settling;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile BlockingQueue<Interruption> interruptions = new LinkedBlockingQueue<>();
    private volatile CompletableFuture<Void> paused;
    private volatile boolean draining;
    private volatile Settler lastSettler;
    private Optional<String> mark = Optional.empty();

    /** @param sink takes the deliveries, one at a time; must neither block nor throw */
    public QueueConsumer(
            Connections connections,
            Subscription subscription,
            Consumer<Delivery> sink,
            Clock clock,
            MeterRegistry metrics) {
        this.subscription = subscription;
        this.sink = sink;
        this.clock = clock;
        String purpose = "consume " + subscription.queue();
        this.nodeMark = new NodeMark(connections);
        this.link = new Link(purpose, connections, this::consumeOn, metrics);
        this.settler = Executors.newSingleThreadExecutor(Threads.named("warren-settle"));
        this.settling = new Settler.Means(
                settler,
                Counter.builder("warren.deliveries.stale")
                        .description(
                                "Tasks that were settled after their connection had gone: they are handed out again")
                        .tag("queue", subscription.queue())
                        .register(metrics));
        this.cancels = Counter.builder("warren.consumer.cancels")
                .description("Times that the broker cancelled the consumer: queue deleted, consumer time-out")
                .tag("queue", subscription.queue())
                .register(metrics);
    }

    public void start() {
        link.start();
    }

    /** {@link LinkState.Up} only while it is connected <em>and</em> consuming, or being paused or drained. */
    public LinkState state() {
        return link.state();
    }

    /**
     * Takes no more deliveries ({@code basic.cancel}). The connection stays, so that what was taken can be settled.
     *
     * @return completes when no further delivery can come
     */
    public CompletionStage<Void> drain() {
        draining = true;
        interruptions.add(Interruption.DRAIN);
        boolean canSettle = lastSettler != null && !lastSettler.isStale();
        if (!link.state().isUp() && !canSettle) {
            link.close();
            quiet();
        }
        return drained;
    }

    /**
     * Takes no more deliveries until {@link #resume}; what was taken can be settled.
     *
     * @return completes when no further delivery can come
     */
    public synchronized CompletionStage<Void> pause() {
        if (paused == null) {
            paused = new CompletableFuture<>();
            interruptions.add(Interruption.PAUSE);
        }
        if (drained.isDone()) {
            paused.complete(null); // nobody listens to interruptions any more
        }
        return paused;
    }

    /** Takes deliveries again; whoever still waits for the pause waits no longer. */
    public synchronized void resume() {
        CompletableFuture<Void> pause = paused;
        paused = null;
        interruptions.add(Interruption.RESUME);
        if (pause != null) {
            pause.complete(null);
        }
    }

    /** Ends consumption; the broker takes back what is unsettled. Settling that was asked for before is still done. */
    @Override
    public void close() {
        draining = true;
        if (lastSettler != null && subscription.kind() != QueueKind.CLASSIC) {
            lastSettler.finish(subscription.queue());
        }
        settler.shutdown();
        try {
            settler.awaitTermination(LAST_SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
        quiet();
    }

    private void consumeOn(Connection connection, Link.Use use) throws Exception {
        BlockingQueue<Interruption> own =
                new LinkedBlockingQueue<>(); // late calls for an earlier connection go to its own
        interruptions = own;
        declare(connection);
        Channel channel = connection.createChannel();
        Prefetch prefetch = new Prefetch(subscription.prefetch(), () -> own.add(Interruption.PREFETCH_FREED));
        channel.addShutdownListener(cause -> {
            use.become(new LinkState.Down(Causes.describe(cause)));
            own.add(Interruption.CHANNEL_CLOSED);
            prefetch.end();
            quiet();
        });
        Settler settler = new Settler(channel, GatheredFrames.of(connection), settling);
        lastSettler = settler;
        Session session = new Session(channel, settler, prefetch, own, use);
        while (!draining) {
            if (paused == null) {
                consumeUntilInterrupted(session);
            } else {
                pauseUntilInterrupted(session);
            }
        }
        cancel(session);
        while (channel.isOpen()) {
            quietUnlessConsuming(session);
            own.take(); // until it or this consumer is closed, what was taken can be settled
        }
        drained.complete(null);
    }

    private void declare(Connection connection) throws IOException, TimeoutException, TopologyException {
        TopologyDeclaration.apply(connection, subscription.topology());
        subscription.declared().run();
        mark = subscription.kind() == QueueKind.QUORUM ? Optional.empty() : nodeMark.read(connection);
    }

    private void consumeUntilInterrupted(Session session) throws Exception {
        consumeMore(session);
        session.use().up();
        switch (session.interruptions().take()) {
            case CHANNEL_CLOSED -> ended(session.channel());
            case CANCELLED_BY_BROKER -> {
                // The channel stays: tasks that run can still be acknowledged on it.
                cancels.increment();
                if (!session.isConsuming()) {
                    session.use().failed(new ConsumerCancelledException());
                    session.interruptions()
                            .removeIf(Interruption.CANCELLED_BY_BROKER::equals); // there is one for each consumer
                }
                if (!draining) {
                    declare(session.channel().getConnection());
                }
            }
            case PAUSE, RESUME, DRAIN, PREFETCH_FREED -> {} // what is wanted may be another thing by now
        }
    }

    private void pauseUntilInterrupted(Session session) throws Exception {
        session.use().up();
        cancel(session);
        quietUnlessConsuming(session);
        if (session.interruptions().take() == Interruption.CHANNEL_CLOSED) {
            ended(session.channel());
        }
    }

    /** Where nothing may come, and this thread alone could change that. */
    private void quietUnlessConsuming(Session session) {
        if (!session.isConsuming()) {
            quiet();
        }
    }

    /** No delivery can come now. */
    private void quiet() {
        CompletableFuture<Void> pause = paused;
        if (draining) {
            drained.complete(null);
        }
        if (pause != null) {
            pause.complete(null);
        }
    }

    private void ended(Channel channel) throws IOException {
        if (draining) {
            return;
        }
        if (channel.getCloseReason() == null) {
            throw new IOException("the channel was closed");
        }
        throw channel.getCloseReason();
    }

    /** Whatever consumes still. */
    private void cancel(Session session) throws IOException {
        for (Prefetch.Share share : session.prefetch().open()) {
            Optional<String> consumer = share.withdraw();
            if (consumer.isPresent()) {
                session.settler().consumerEnds();
                cancel(session.channel(), consumer.get());
            }
        }
    }

    private static void cancel(Channel channel, String consumerTag) throws IOException {
        try {
            channel.basicCancel(consumerTag);
        } catch (AlreadyClosedException e) {
            return; // of which the shutdown listener tells
        } catch (IOException e) {
            if (!CANCELLED_ALREADY.equals(e.getMessage())) {
                throw e;
            }
        }
    }

    private void consumeMore(Session session) throws Exception {
        boolean hadNone = session.prefetch().isHeldWithoutUse();
        Optional<Prefetch.Share> share = session.prefetch().next();
        if (share.isPresent()) {
            Channel channel = session.channel();
            if (hadNone) {
                declare(channel.getConnection()); // who does not consume is not told that the queue was deleted
            }
            channel.basicQos(share.get().size()); // of the consumers that start from now on
            DefaultConsumer consumer = consumer(session, share.get());
            // RabbitMQ 4.3 may still deliver after it has cancelled a consumer; to the client that would be an error.
            channel.setDefaultConsumer(consumer);
            share.get().belongsTo(channel.basicConsume(subscription.queue(), false, arguments(), consumer));
        }
    }

    private DefaultConsumer consumer(Session session, Prefetch.Share share) {
        Delivery.Source source = new Delivery.Source(
                subscription.queue(), countsGiveBacks(session.channel().getConnection()), mark, share);
        return new DefaultConsumer(session.channel()) {
            @Override
            public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
                share.delivered();
                sink.accept(new Delivery(
                        source,
                        TaskMessage.read(properties, body, clock),
                        TaskMessage.unreadable(properties).or(() -> TaskMessage.unreadableTime(properties)),
                        envelope.isRedeliver(),
                        TaskMessage.deliveryCount(properties, envelope.isRedeliver(), subscription.kind()),
                        envelope.getDeliveryTag(),
                        session.settler()));
            }

            @Override
            public void handleCancel(String consumerTag) {
                share.close();
                session.interruptions().add(Interruption.CANCELLED_BY_BROKER);
            }

            /** Comes after the last delivery, on the same thread. */
            @Override
            public void handleCancelOk(String consumerTag) {
                share.end();
            }
        };
    }

    // https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling
    private boolean countsGiveBacks(Connection connection) {
        return subscription.kind() != QueueKind.QUORUM
                || ServerVersion.of(connection).isBefore(4, 3);
    }

    private Map<String, Object> arguments() {
        return subscription
                .consumerTimeout()
                .<Map<String, Object>>map(timeout -> Map.of(Topology.CONSUMER_TIMEOUT, timeout.toMillis()))
                .orElse(Map.of());
    }
}
