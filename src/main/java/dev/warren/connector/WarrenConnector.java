package dev.warren.connector;

import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.consume.QueueConsumer;
import dev.warren.amqp.consume.QueueConsumer.Subscription;
import dev.warren.amqp.publish.ConfirmingPublisher;
import dev.warren.amqp.publish.PublisherConfig;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Channels over {@code dev.warren.amqp}. Connection settings are the process' own, {@code warren.broker.*}; what a queue is on
 * the broker is said under {@code warren.queues.NAME}.
 */
@ApplicationScoped
@Connector(WarrenConnector.NAME)
@ConnectorAttribute(
        name = "queue.name",
        type = "string",
        direction = Direction.INCOMING,
        description = "The queue to consume; the channel's name when absent")
@ConnectorAttribute(
        name = "max-outstanding-messages",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "10",
        description = "The most messages that may be unacknowledged at a time (prefetch)")
@ConnectorAttribute(
        name = "failure-strategy",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "requeue",
        description = "What a nack does unless its metadata says otherwise: `requeue`, `give-back` or `dead-letter`")
@ConnectorAttribute(
        name = "processing-timeout",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "10m",
        description =
                "The longest that a message takes from delivery to ack. The broker gets a longer consumer time-out,"
                        + " after which it takes the message back")
@ConnectorAttribute(
        name = "exchange.name",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "Incoming: an exchange to bind the queue to as well. Outgoing: where messages are published;"
                + " `warren.tasks` when absent")
@ConnectorAttribute(
        name = "exchange.type",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        defaultValue = "topic",
        description = "The type of that exchange; it is declared, durable")
@ConnectorAttribute(
        name = "routing-keys",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "#",
        description = "The binding keys, separated by commas")
@ConnectorAttribute(
        name = "default-routing-key",
        type = "string",
        direction = Direction.OUTGOING,
        defaultValue = "",
        description = "The routing key of messages whose metadata has none: for `warren.tasks` the queue's name")
@ConnectorAttribute(
        name = "max-inflight-messages",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "1024",
        description = "The most messages that may be sent and not yet confirmed")
public class WarrenConnector implements InboundConnector, OutboundConnector, HealthReporter {

    public static final String NAME = "warren-rabbitmq";

    /** RabbitMQ looks for overdue deliveries once a minute, and advises against time-outs below five minutes. */
    private static final Duration CONSUMER_TIMEOUT_MARGIN = Duration.ofMinutes(5);

    /** What RabbitMQ allows by itself; a queue need not say so. */
    private static final Duration BROKERS_CONSUMER_TIMEOUT = Duration.ofMinutes(30);

    private final Connections connections;
    private final ConfirmingPublisher.Limits limits;
    private final QueuesConfig queues;
    private final Upkeep upkeep;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<String, IncomingChannel> incoming = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Map<String, ConfirmingPublisher> outgoing = new ConcurrentHashMap<>();

    public WarrenConnector(
            Connections connections,
            PublisherConfig publishing,
            QueuesConfig queues,
            Upkeep upkeep,
            Clock clock,
            MeterRegistry metrics) {
        this.connections = connections;
        this.limits = ConfirmingPublisher.Limits.of(publishing);
        this.queues = queues;
        this.upkeep = upkeep;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        WarrenConnectorIncomingConfiguration channel = new WarrenConnectorIncomingConfiguration(config);
        Subscription subscription = subscription(channel);
        IncomingChannel created = new IncomingChannel(
                channel.getChannel(),
                nack(channel.getFailureStrategy()),
                sink -> new QueueConsumer(connections, subscription, sink, clock, metrics));
        incoming.put(channel.getChannel(), created);
        if (paused.contains(channel.getChannel())) {
            created.pause();
        }
        return created.messages();
    }

    private Subscription subscription(WarrenConnectorIncomingConfiguration channel) {
        String queue = channel.getQueueName().orElse(channel.getChannel());
        Duration timeout =
                DurationConverter.parseDuration(channel.getProcessingTimeout()).plus(CONSUMER_TIMEOUT_MARGIN);
        QueueSettings settings = queues.settings(queue).checked();
        if (settings.consumerTimeout().isEmpty() && timeout.compareTo(BROKERS_CONSUMER_TIMEOUT) > 0) {
            settings = settings.withConsumerTimeout(timeout);
        }
        Topology topology = Topology.of(List.of(settings));
        if (channel.getExchangeName().isPresent()) {
            topology = topology.bind(
                    new Topology.Exchange(channel.getExchangeName().get(), channel.getExchangeType()),
                    queue,
                    List.of(channel.getRoutingKeys().split("\\s*,\\s*")));
        }
        return new Subscription(
                queue,
                topology,
                settings.kind(),
                channel.getMaxOutstandingMessages(),
                settings.kind() == QueueKind.QUORUM
                        ? Optional.of(settings.consumerTimeout().orElse(timeout))
                        : Optional.empty(),
                () -> upkeep.declareWaysTo(queue));
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        WarrenConnectorOutgoingConfiguration channel = new WarrenConnectorOutgoingConfiguration(config);
        String exchange = channel.getExchangeName().orElse(Topology.TASKS);
        int window = channel.getMaxInflightMessages();
        ConfirmingPublisher publisher = publisher(channel.getChannel(), exchange, channel.getExchangeType(), window);
        outgoing.put(channel.getChannel(), publisher);
        publisher.start();
        Destination destination = new Destination(exchange, channel.getDefaultRoutingKey());
        return new OutgoingChannel(channel.getChannel(), destination, publisher, clock).subscriber(window);
    }

    /** Each channel has its own: what is wrong with one's exchange closes the AMQP channel of all that share it. */
    private ConfirmingPublisher publisher(String channel, String exchange, String type, int window) {
        Topology topology = exchange.equals(Topology.TASKS)
                ? Topology.of(List.of())
                : Topology.of(new Topology.Exchange(exchange, type));
        return new ConfirmingPublisher("publish " + channel, connections, topology, limits.holding(window), metrics);
    }

    /**
     * Takes no more messages on an incoming channel; what was taken can still be acked.
     *
     * @return completes when no further message can come
     */
    public CompletionStage<Void> drain(String channel) {
        IncomingChannel draining = incoming.get(channel);
        return draining == null ? CompletableFuture.completedFuture(null) : draining.drain();
    }

    /**
     * Takes no messages on an incoming channel, even one that is yet to be made, until {@link #resume}; what was taken can still be
     * acked.
     *
     * @return completes when no further message can come
     */
    public CompletionStage<Void> pause(String channel) {
        paused.add(channel);
        IncomingChannel pausing = incoming.get(channel);
        return pausing == null ? CompletableFuture.completedFuture(null) : pausing.pause();
    }

    /** Takes messages again. */
    public void resume(String channel) {
        paused.remove(channel);
        Optional.ofNullable(incoming.get(channel)).ifPresent(IncomingChannel::resume);
    }

    /** Connected and consuming; connected and not blocked. */
    @Override
    public HealthReport getReadiness() {
        HealthReport.HealthReportBuilder report = HealthReport.builder();
        incoming.values().forEach(channel -> add(report, channel.name(), channel.state()));
        outgoing.forEach((channel, publisher) -> add(report, channel, publisher.state()));
        return report.build();
    }

    /** Whatever the broker does, the channels come back by themselves: no reason to restart the process. */
    @Override
    public HealthReport getLiveness() {
        return HealthReport.OK_INSTANCE;
    }

    /** After the worker's own drain: every other channel ends as orderly. */
    void drainAll(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent stopping)
            throws InterruptedException {
        incoming.values().forEach(IncomingChannel::drain);
        for (ConfirmingPublisher publisher : outgoing.values()) {
            publisher.awaitResults();
        }
    }

    @PreDestroy
    void close() {
        incoming.values().forEach(IncomingChannel::close);
        outgoing.values().forEach(ConfirmingPublisher::close);
    }

    private static void add(HealthReport.HealthReportBuilder report, String channel, LinkState state) {
        report.add(channel, state.isUp(), state.describe());
    }

    private static Nack nack(String strategy) {
        try {
            return Nack.valueOf(strategy.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "failure-strategy is requeue, give-back or dead-letter, not '" + strategy + "'", e);
        }
    }
}
