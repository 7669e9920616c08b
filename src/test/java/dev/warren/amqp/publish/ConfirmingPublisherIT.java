package dev.warren.amqp.publish;

import static dev.warren.amqp.Core.name;
import static dev.warren.amqp.Core.publish;
import static dev.warren.amqp.Core.task;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.publish.PublishResult.Blocked;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.amqp.publish.PublishResult.ConnectionLost;
import dev.warren.amqp.publish.PublishResult.Invalid;
import dev.warren.amqp.publish.PublishResult.Refused;
import dev.warren.amqp.publish.PublishResult.Unavailable;
import dev.warren.amqp.publish.PublishResult.Unconfirmed;
import dev.warren.amqp.publish.PublishResult.Unroutable;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import dev.warren.harness.TcpProxy;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the publisher says became of a message has to be true, and it always has to say something. */
class ConfirmingPublisherIT {

    private final BrokerNode broker = BrokerNode.shared();

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void confirmedMessagesAreInTheQueue(QueueKind kind) throws Exception {
        QueueSettings queue = QueueSettings.of(name("confirmed"), kind);
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            List<CompletableFuture<PublishResult>> results = publishMany(publisher, queue, 2_000);
            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(new Confirmed()));
        }
        assertThat(idsIn(queue)).hasSize(2_000);
    }

    /** It sends in pieces, and each has to be on its way before it waits for the answers. */
    @Test
    void windowThatIsFullHoldsNothingBack() throws Exception {
        QueueSettings queue = QueueSettings.of(name("narrow"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits = new ConfirmingPublisher.Limits(Duration.ofSeconds(30), 3, 1_000, 1_000_000);
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            assertThat(publishMany(publisher, queue, 500))
                    .allSatisfy(result -> assertThat(result.join()).isEqualTo(new Confirmed()));
        }
        assertThat(idsIn(queue)).hasSize(500);
    }

    @Test
    void unroutableMessageIsReportedAmongRoutedOnes() throws Exception {
        QueueSettings queue = QueueSettings.of(name("routed"), QueueKind.CLASSIC);
        Destination nowhere = new Destination(Topology.TASKS, name("nowhere"));
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            List<CompletableFuture<PublishResult>> routed = new ArrayList<>();
            List<CompletableFuture<PublishResult>> unrouted = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                // the same id both ways: a return has no sequence number to tell them apart by
                Task task = task("task-" + i);
                routed.add(publisher.publish(queue.destination(), task).toCompletableFuture());
                unrouted.add(publisher.publish(nowhere, task).toCompletableFuture());
            }
            assertThat(routed).allSatisfy(result -> assertThat(result.join()).isEqualTo(new Confirmed()));
            assertThat(unrouted).allSatisfy(result -> assertThat(result.join())
                    .isEqualTo(new Unroutable(nowhere.exchange(), nowhere.routingKey())));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void fullQueueRefuses(QueueKind kind) throws Exception {
        QueueSettings queue = QueueSettings.of(name("full"), kind).withMaxLength(10);
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            await().until(() -> publish(publisher, queue.destination(), task("more")) instanceof Refused);
            assertThat(publisher.state().isUp()).isTrue();
        }
    }

    @Test
    void messageThatCannotBeEncodedHarmsNoOther() throws Exception {
        QueueSettings queue = QueueSettings.of(name("encodable"), QueueKind.CLASSIC);
        Task hugeHeader = task("huge").withHeaders(Map.of("huge", "x".repeat(200_000)));
        Task strangeHeader = task("strange").withHeaders(Map.of("strange", Thread.currentThread()));
        Task longType = Task.builder(new TaskId("long"), Payload.text(""))
                .type("t".repeat(256))
                .build();
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            List<CompletableFuture<PublishResult>> good = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                for (Task bad : List.of(hugeHeader, strangeHeader, longType)) {
                    assertThat(publish(publisher, queue.destination(), bad)).isInstanceOf(Invalid.class);
                }
                good.addAll(publishMany(publisher, queue, 1));
            }
            assertThat(good).allSatisfy(result -> assertThat(result.join()).isEqualTo(new Confirmed()));
        }
        assertThat(idsIn(queue)).hasSize(100);
    }

    @Test
    void everyPublishOfACutConnectionGetsAResultAndNoConfirmedOneIsMissing() throws Exception {
        QueueSettings queue = QueueSettings.of(name("cut"), QueueKind.QUORUM);
        Set<String> confirmed = new HashSet<>();
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            for (int round = 0; round < 5; round++) {
                await().until(() -> publisher.state().isUp());
                Map<String, CompletableFuture<PublishResult>> results = new LinkedHashMap<>();
                for (int i = 0; i < 500; i++) {
                    Task task = task(round + "-" + i);
                    results.put(
                            task.id().value(),
                            publisher.publish(queue.destination(), task).toCompletableFuture());
                }
                Optional<Connection> before = publisher.connection();
                cable.cut();
                results.forEach((id, result) -> {
                    if (result.join().isConfirmed()) {
                        confirmed.add(id);
                    }
                });
                await().until(() -> !publisher.connection().equals(before));
            }
            // Only that it publishes again: each connection has a window of its own, so no leak of places could show
            // here. ConnectionFaultsIT looks for those, on one connection.
            await().until(() -> publisher.state().isUp());
            assertThat(publishMany(publisher, queue, 500))
                    .allSatisfy(result -> assertThat(result.join()).isEqualTo(new Confirmed()));
        }
        assertThat(idsIn(queue)).containsAll(confirmed);
    }

    @Test
    void silentBrokerMakesPublishesTimeOutAndRefusedWhenTooManyWait() throws Exception {
        QueueSettings queue = QueueSettings.of(name("silent"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits = new ConfirmingPublisher.Limits(Duration.ofMillis(300), 10, 20, 1 << 20);
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl())) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            cable.stall();
            List<PublishResult> results = publishMany(publisher, queue, 100).stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(results).hasAtLeastOneElementOfType(Unconfirmed.class);
            assertThat(results).hasAtLeastOneElementOfType(Unavailable.class);
            assertThat(results).noneMatch(PublishResult::isConfirmed);
            cable.resume();
            await().until(() ->
                    publish(publisher, queue.destination(), task("again")).isConfirmed());
        }
    }

    /** As when a node loses its power: nothing resets the connection, and the system would go on trying for a quarter of an hour. */
    @Test
    void writeThatNobodyReadsDoesNotOutliveTheHeartbeat() throws Exception {
        QueueSettings queue = QueueSettings.of(name("gone"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits = new ConfirmingPublisher.Limits(Duration.ofSeconds(5), 100, 100, 64 << 20);
        byte[] large = new byte[1 << 20];
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl(), Duration.ofSeconds(1))) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            cable.forsake();
            for (int i = 0; i < 50; i++) { // more than the buffers of all sockets between here and there
                publisher.publish(
                        queue.destination(),
                        Task.of(new TaskId(name("large")), Payload.of(large, Payload.OCTET_STREAM)));
            }
            await().until(() ->
                    publish(publisher, queue.destination(), task("again")).isConfirmed());
        }
        broker.amqp().takeAll(queue.name());
    }

    /** The broker does so to whoever publishes faster than it can, without a word. */
    @Test
    void whatHasTimedOutIsNotHeldByAWriteThatStandsStill() throws Exception {
        QueueSettings queue = QueueSettings.of(name("still"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits =
                new ConfirmingPublisher.Limits(Duration.ofMillis(200), 1_000, 1_000, 8 << 20);
        List<WeakReference<byte[]>> payloads = new ArrayList<>();
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl(), Duration.ofMinutes(2))) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            cable.stall();
            for (int i = 0;
                    i < 10;
                    i++) { // most of it does not fit into the buffers of all sockets between here and there
                await().until(() -> publishMebibytes(publisher, queue, 8, payloads));
            }
            await().untilAsserted(() -> {
                System.gc();
                assertThat(payloads.stream().filter(payload -> !payload.refersTo(null)))
                        .as("the one that is being written, and what else is held")
                        .hasSizeLessThan(8);
            });
            cable.resume();
            await().until(() ->
                    publish(publisher, queue.destination(), task("again")).isConfirmed());
            Destination nowhere = new Destination(Topology.TASKS, name("nowhere"));
            assertThat(answer(publisher, nowhere, task("none"))).isInstanceOf(Unroutable.class);
            assertThat(answer(publisher, queue.destination(), task("one"))).isEqualTo(new Confirmed());
        }
        assertThat(idsIn(queue)).contains("again", "one").doesNotContain("none");
    }

    /** Of a broker that may be slower than the limit now and then. */
    private static PublishResult answer(Publisher publisher, Destination destination, Task task) {
        return await().until(() -> publish(publisher, destination, task), result -> !(result instanceof Unconfirmed));
    }

    /** All at once; whether there was room for them, and time went by for all. */
    private static boolean publishMebibytes(
            Publisher publisher, QueueSettings queue, int count, List<WeakReference<byte[]>> payloads) {
        List<CompletableFuture<PublishResult>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Payload payload = Payload.of(new byte[1 << 20], Payload.OCTET_STREAM);
            payloads.add(new WeakReference<>(payload.bytes()));
            Task task = Task.of(new TaskId(name("large")), payload);
            results.add(publisher.publish(queue.destination(), task).toCompletableFuture());
        }
        return results.stream().map(CompletableFuture::join).toList().stream().allMatch(Unconfirmed.class::isInstance);
    }

    @Test
    void whatMustNotBeThereTwiceWaitsForTheAnswerOfASlowBroker() throws Exception {
        QueueSettings queue = QueueSettings.of(name("slow"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits = new ConfirmingPublisher.Limits(Duration.ofMillis(300), 10, 20, 1 << 20);
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl())) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            cable.stall();
            CompletableFuture<PublishResult> answered = publisher
                    .publishUntilAnswered(queue.destination(), task("once"))
                    .toCompletableFuture();
            assertThat(publish(publisher, queue.destination(), task("impatient")))
                    .isInstanceOf(Unconfirmed.class);
            assertThat(answered).isNotDone();
            cable.resume();
            assertThat(answered).succeedsWithin(Patience.LIMIT).isEqualTo(new Confirmed());
        }
    }

    @Test
    void tooManyBytesUnderWayAreRefused() throws Exception {
        QueueSettings queue = QueueSettings.of(name("bytes"), QueueKind.CLASSIC);
        ConfirmingPublisher.Limits limits = new ConfirmingPublisher.Limits(Duration.ofSeconds(5), 10, 20, 1_000_000);
        Task large = Task.of(new TaskId("large"), Payload.of(new byte[1_000_001], Payload.OCTET_STREAM));
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.publisher(limits, queue);
            await().until(() -> publisher.state().isUp());
            assertThat(publish(publisher, queue.destination(), large)).isInstanceOf(Unavailable.class);
            assertThat(publish(publisher, queue.destination(), task("small"))).isEqualTo(new Confirmed());
        }
    }

    @Test
    void deletedExchangeIsDeclaredAgain() throws Exception {
        QueueSettings queue = QueueSettings.of(name("exchange"), QueueKind.CLASSIC);
        BrokerNode own = BrokerNode.expendable();
        try (Core core = new Core(own.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            own.amqp().call(channel -> channel.exchangeDelete(Topology.TASKS));
            assertThat(publish(publisher, queue.destination(), task("lost"))).isInstanceOf(ConnectionLost.class);
            await().until(() ->
                    publish(publisher, queue.destination(), task("found")).isConfirmed());
        }
    }

    @Test
    void queueThatDoesNotFitLeavesTheOthersUsableUntilItIsMended() throws Exception {
        QueueSettings wrong = QueueSettings.of(name("wrong"), QueueKind.QUORUM);
        QueueSettings right = QueueSettings.of(name("right"), QueueKind.QUORUM);
        broker.amqp().declareQueue(wrong.name(), Map.of());
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(wrong, right);
            assertThat(publish(publisher, right.destination(), task("good"))).isEqualTo(new Confirmed());
            assertThat(publish(publisher, wrong.destination(), task("bad"))).isInstanceOf(Unroutable.class);
            assertThat(publisher.mismatches()).singleElement().asString().contains(wrong.name());
            broker.amqp().deleteQueue(wrong.name());
            await().until(() ->
                    publish(publisher, wrong.destination(), task("mended")).isConfirmed());
            assertThat(publisher.mismatches()).isEmpty();
        }
    }

    @Test
    void sizeThatTheBrokerRefusedIsTriedAgainWithTheNextBroker() throws Exception {
        QueueSettings queue = QueueSettings.of(name("size"), QueueKind.CLASSIC);
        Task large = Task.of(new TaskId("large"), Payload.of(new byte[2 << 20], Payload.OCTET_STREAM));
        BrokerNode own = BrokerNode.expendable();
        own.takeMessagesUpTo(1 << 20);
        try (Core core = new Core(own.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            assertThat(publish(publisher, queue.destination(), large)).isInstanceOf(ConnectionLost.class);
            await().until(() ->
                    publish(publisher, queue.destination(), task("small")).isConfirmed());
            assertThat(publish(publisher, queue.destination(), large)).isInstanceOf(Invalid.class);
            own.takeMessagesUpTo(16 << 20);
            own.closeAllConnections();
            await().until(() -> publish(publisher, queue.destination(), large).isConfirmed());
        } finally {
            own.takeMessagesUpTo(16 << 20);
        }
    }

    @Test
    void memoryAlarmRefusesAtOnceAndPublishingGoesOnAfterIt() throws Exception {
        QueueSettings queue = QueueSettings.of(name("alarm"), QueueKind.CLASSIC);
        BrokerNode own = BrokerNode.expendable();
        try (Core core = new Core(own.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            own.raiseMemoryAlarm();
            await().until(() -> publish(publisher, queue.destination(), task("blocked")) instanceof Blocked);
            assertThat(publisher.publish(queue.destination(), task("at once")).toCompletableFuture())
                    .isCompletedWithValueMatching(Blocked.class::isInstance);
            own.clearMemoryAlarm();
            await().until(() ->
                    publish(publisher, queue.destination(), task("after")).isConfirmed());
        } finally {
            own.clearMemoryAlarm();
        }
    }

    @Test
    void closedPublisherRefuses() throws Exception {
        QueueSettings queue = QueueSettings.of(name("closed"), QueueKind.CLASSIC);
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(queue);
            List<CompletableFuture<PublishResult>> underWay = publishMany(publisher, queue, 500);
            publisher.close();
            assertThat(underWay).allSatisfy(result -> assertThat(result).isDone());
            assertThat(publish(publisher, queue.destination(), task("late"))).isInstanceOf(Unavailable.class);
        }
    }

    private static List<CompletableFuture<PublishResult>> publishMany(
            Publisher publisher, QueueSettings queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publisher
                        .publish(queue.destination(), task(name("task")))
                        .toCompletableFuture())
                .toList();
    }

    private Set<String> idsIn(QueueSettings queue) {
        return broker.amqp().takeAll(queue.name()).stream()
                .map(message -> message.getProps().getMessageId())
                .collect(Collectors.toSet());
    }
}
