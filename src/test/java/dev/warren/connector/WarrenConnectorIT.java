package dev.warren.connector;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.task.Task;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.health.HealthReport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels of an application over the connector, as its users write them. */
@QuarkusTest
@TestProfile(WarrenConnectorIT.Channels.class)
@QuarkusTestResource(value = WarrenConnectorIT.Broker.class, restrictToAnnotatedClass = true)
class WarrenConnectorIT {

    /** The application's configuration. */
    public static class Channels implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("warren.role", "gateway"),
                    Map.entry("warren.publisher.max-bytes", "1K"),
                    Map.entry("warren.publisher.max-waiting", "1"),
                    Map.entry("mp.messaging.outgoing.orders-out.connector", WarrenConnector.NAME),
                    Map.entry("mp.messaging.outgoing.orders-out.default-routing-key", "channel.orders"),
                    Map.entry("mp.messaging.outgoing.events-out.connector", WarrenConnector.NAME),
                    Map.entry("mp.messaging.outgoing.events-out.exchange.name", "channel.events"),
                    Map.entry("mp.messaging.incoming.orders.connector", WarrenConnector.NAME),
                    Map.entry("mp.messaging.incoming.orders.queue.name", "channel.orders"),
                    Map.entry("mp.messaging.incoming.orders.max-outstanding-messages", "3"),
                    Map.entry("mp.messaging.incoming.orders.pausable", "true"),
                    Map.entry("mp.messaging.incoming.events.connector", WarrenConnector.NAME),
                    Map.entry("mp.messaging.incoming.events.queue.name", "channel.audit"),
                    Map.entry("mp.messaging.incoming.events.exchange.name", "channel.events"),
                    Map.entry("mp.messaging.incoming.events.routing-keys", "order.*, payment.#"));
        }
    }

    /** The broker's address, before the application starts. */
    public static class Broker implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("rabbitmq-url", BrokerNode.shared().amqpUrl());
        }

        @Override
        public void stop() {
            // the node is shared by all tests
        }
    }

    /** Settles each order by what it says. */
    @Singleton
    static class Orders {

        final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Incoming("orders")
        CompletionStage<Void> take(Message<Task> order) {
            String text = order.getPayload().payload().asText();
            seen.add(text);
            return text.startsWith("bad")
                    ? order.nack(new IllegalArgumentException(text), Metadata.of(Nack.DEAD_LETTER))
                    : order.ack();
        }
    }

    /** Keeps what it hears. */
    @Singleton
    static class Audit {

        final Queue<String> heard = new ConcurrentLinkedQueue<>();

        @Incoming("events")
        void hear(Task event) {
            heard.add(event.payload().asText());
        }
    }

    @Inject
    Orders orders;

    @Inject
    Audit audit;

    @Channel("orders-out")
    MutinyEmitter<String> ordersOut;

    @Channel("events-out")
    MutinyEmitter<String> eventsOut;

    @Inject
    ChannelRegistry channels;

    @Inject
    @Connector(WarrenConnector.NAME)
    WarrenConnector connector;

    private final PlainAmqp amqp = BrokerNode.shared().amqp();

    @BeforeEach
    void connected() {
        await().until(() -> connector.getReadiness().isOk());
    }

    @Test
    void whatIsSentIsConfirmedReceivedAndAcked() {
        List<String> sent = IntStream.range(0, 100).mapToObj(i -> "order " + i).toList();
        sent.forEach(order -> ordersOut.sendAndAwait(order));
        await().until(() -> orders.seen.containsAll(sent));
        await().until(() -> amqp.depth("channel.orders") == 0);
    }

    @Test
    void whatTheWindowHasRoomForIsNotRefusedForItsSize() {
        List<String> sent = IntStream.range(0, 50)
                .mapToObj(i -> "large " + i + " ".repeat(2000))
                .toList();
        Uni.join()
                .all(sent.stream().map(ordersOut::send).toList())
                .andCollectFailures()
                .await()
                .atMost(Duration.ofMinutes(1));
        await().until(() -> orders.seen.containsAll(sent));
    }

    @Test
    void unroutableIsANackWithItsReason() {
        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> ordersOut.sendMessageAndAwait(
                        Message.of("lost", Metadata.of(OutgoingTask.to("no.such.queue")))))
                .satisfies(failure -> assertThat(failure.result()).isInstanceOf(PublishResult.Unroutable.class));
        ordersOut.sendAndAwait("order after a failure");
        await().until(() -> orders.seen.contains("order after a failure"));
    }

    @Test
    void nackedMessageGoesToTheDeadLetters() {
        ordersOut.sendAndAwait("bad order");
        await().until(() -> amqp.depth("channel.orders.dead") > 0);
    }

    /** What was asked for before the pause still comes: one message. */
    @Test
    void pausedChannelHoldsItsPrefetchUntilItIsResumed() {
        List<String> sent = IntStream.range(0, 10).mapToObj(i -> "paused " + i).toList();
        channels.getPausable("orders").pause();
        try {
            sent.forEach(ordersOut::sendAndAwait);
            await().until(() -> amqp.depth("channel.orders") <= 7);
            assertThat(orders.seen).doesNotContainAnyElementsOf(sent.subList(1, 10));
        } finally {
            channels.getPausable("orders").resume();
        }
        await().until(() -> orders.seen.containsAll(sent));
    }

    @Test
    void queueIsBoundToItsExchangeByItsKeys() {
        eventsOut.sendMessageAndAwait(Message.of("ordered", Metadata.of(OutgoingTask.to("order.created"))));
        eventsOut.sendMessageAndAwait(Message.of("paid", Metadata.of(OutgoingTask.to("payment.card.ok"))));
        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> eventsOut.sendMessageAndAwait(
                        Message.of("unheard", Metadata.of(OutgoingTask.to("parcel.sent")))));
        await().until(() -> audit.heard.containsAll(List.of("ordered", "paid")));
    }

    @Test
    void channelsAreInTheHealthReport() {
        assertThat(connector.getReadiness().getChannels())
                .extracting(HealthReport.ChannelInfo::getChannel)
                .contains("orders", "orders-out", "events", "events-out");
        assertThat(connector.getLiveness().isOk()).isTrue();
    }
}
