package dev.warren.amqp.consume;

import static dev.warren.amqp.Core.name;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Core;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumption comes back by itself, hands out no more than it may, and settles on the right channel or not at all. */
class QueueConsumerIT {

    private static final Duration PATIENCE = Patience.LIMIT;

    private final BrokerNode broker = BrokerNode.shared();
    private final PlainAmqp amqp = broker.amqp();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void holdsNoMoreThanThePrefetch(QueueKind kind) throws Exception {
        QueueSettings queue = QueueSettings.of(name("prefetch"), kind);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 3, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(10));
            await().until(() -> deliveries.size() == 3);
            assertThat(amqp.depth(queue.name())).isEqualTo(7);
            deliveries.peek().ack();
            await().until(() -> deliveries.size() == 4);
            assertThat(amqp.depth(queue.name())).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void holdsNoMoreThanThePrefetchWithWhatItHeldBeforeAPause(QueueKind kind) throws Exception {
        QueueSettings queue = QueueSettings.of(name("resumed"), kind);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(4));
            await().until(() -> deliveries.size() == 4);
            consumer.pause().toCompletableFuture().join();
            amqp.publish(queue.name(), ids(20));
            consumer.resume();
            await().until(() -> deliveries.size() >= 5);
            assertThat(amqp.depth(queue.name())).as("there was place for one").isEqualTo(19);

            Delivery longOne = deliveries.poll();
            settle(3);
            await().until(() -> deliveries.size() == 4);
            assertThat(amqp.depth(queue.name())).as("for three more").isEqualTo(16);
            longOne.ack();
            for (int left = 15; left > 0; left--) {
                await().until(() -> deliveries.size() == 5);
                assertThat(amqp.depth(queue.name())).isEqualTo(left);
                settle(1);
            }
        }
    }

    @Test
    void startsAgainThoughAllThatItMayHoldIsHeld() throws Exception {
        QueueSettings queue = QueueSettings.of(name("full"), QueueKind.QUORUM);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 2, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(6));
            await().until(() -> deliveries.size() == 2);
            consumer.pause().toCompletableFuture().join();
            consumer.resume();
            for (int left = 3; left >= 0; left--) {
                settle(1);
                await().until(() -> deliveries.size() == 2);
                assertThat(amqp.depth(queue.name())).isEqualTo(left);
            }
        }
    }

    @Test
    void pauseRightAfterAResumeIsAnswered() throws Exception {
        QueueSettings queue = QueueSettings.of(name("paused"), QueueKind.CLASSIC);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            for (int i = 0; i < 200; i++) {
                assertThat(consumer.pause()).succeedsWithin(PATIENCE);
                consumer.resume();
            }
            assertThat(consumer.pause()).succeedsWithin(PATIENCE);
            assertThat(consumer.drain()).succeedsWithin(PATIENCE);
        }
    }

    /** The client forgets the consumer at once, and says so on the thread that deliveries come on, which may be busy. */
    @Test
    void pauseThatMeetsACancelByTheBrokerLeavesTheChannel() throws Exception {
        QueueSettings queue = QueueSettings.of(name("cancelled"), QueueKind.CLASSIC);
        CountDownLatch busy = new CountDownLatch(1);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, delivery -> {
                deliveries.add(delivery);
                join(busy);
            });
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(1));
            await().until(() -> deliveries.size() == 1);
            amqp.deleteQueue(queue.name());
            assertThat(amqp.exists(queue.name())).isFalse();
            CompletionStage<Void> paused = consumer.pause();
            assertThat(amqp.exists(queue.name())).isFalse();
            busy.countDown();
            assertThat(paused).succeedsWithin(PATIENCE);
            assertThat(deliveries.poll().ack()).succeedsWithin(PATIENCE).isEqualTo(Delivery.Settled.SENT);
        }
    }

    @Test
    void drainWhileACancelledConsumerIsAwayLeavesTheChannel() throws Exception {
        QueueSettings queue = QueueSettings.of(name("away"), QueueKind.CLASSIC);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(1));
            await().until(() -> deliveries.size() == 1);
            for (int i = 0; i < 5; i++) { // each time it waits longer before it comes back
                await().until(() -> consumer.state().isUp());
                LinkState before = consumer.state();
                amqp.deleteQueue(queue.name());
                await().until(() -> consumer.state() != before); // it may be up again by now
            }
            CompletionStage<Void> drained = consumer.drain();
            assertThat(deliveries.poll().ack()).succeedsWithin(PATIENCE).isEqualTo(Delivery.Settled.SENT);
            assertThat(drained).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void comesBackAfterACutWithItsPrefetchAndStaleAcksDoNothing() throws Exception {
        QueueSettings queue = QueueSettings.of(name("cut"), QueueKind.QUORUM);
        try (TcpProxy cable = TcpProxy.to(broker.port());
                Core core = new Core(cable.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(8));
            await().until(() -> deliveries.size() == 5);
            List<Delivery> beforeTheCut = List.copyOf(deliveries);
            deliveries.clear();
            cable.cut();
            await().until(() -> deliveries.size() == 5);
            assertThat(beforeTheCut).allMatch(Delivery::isStale);
            assertThat(beforeTheCut).allSatisfy(delivery -> assertThat(
                            delivery.ack().toCompletableFuture().join())
                    .isEqualTo(Delivery.Settled.STALE));
            assertThat(amqp.depth(queue.name()))
                    .as("three wait, none was acked by a stale tag")
                    .isEqualTo(3);
            while (!deliveries.isEmpty()) {
                deliveries.poll().ack().toCompletableFuture().join();
                await().until(() -> !deliveries.isEmpty() || amqp.depth(queue.name()) == 0);
            }
            assertThat(consumer.state().isUp()).isTrue();
        }
    }

    @Test
    void comesBackAfterItsQueueWasDeleted() throws Exception {
        QueueSettings queue = QueueSettings.of(name("deleted"), QueueKind.CLASSIC);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.deleteQueue(queue.name());
            await().until(() -> amqp.exists(queue.name()) && amqp.consumers(queue.name()) == 1);
            amqp.publish(queue.name(), ids(1));
            await().until(() -> deliveries.size() == 1);
        }
    }

    @Test
    void waitsForAnExistingQueueAndSaysSo() throws Exception {
        QueueSettings queue = QueueSettings.of(name("existing"), QueueKind.EXISTING);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().describe().contains("is not there"));
            amqp.declareQueue(queue.name(), Map.of());
            amqp.publish(queue.name(), ids(1));
            await().until(() -> deliveries.size() == 1);
        }
    }

    @Test
    void queueThatStallsAtTheEndDoesNotHandOutAgainWhatIsDone() throws Exception {
        QueueSettings queue = QueueSettings.of(name("stall"), QueueKind.QUORUM);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 100, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(150));
            await().until(() -> deliveries.size() == 100);
            consumer.drain().toCompletableFuture().join();

            broker.stall(queue.name(), Duration.ofSeconds(2));
            deliveries.forEach(Delivery::ack);
        }

        assertThat(amqp.takeAll(queue.name())).hasSize(50);
    }

    @Test
    void everyPauseIsAnsweredAlsoOneThatFollowsAnotherOrTheDrain() throws Exception {
        QueueSettings queue = QueueSettings.of(name("pauses"), QueueKind.QUORUM);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 5, deliveries::add);
            await().until(() -> consumer.state().isUp());
            CompletionStage<Void> first = consumer.pause();
            CompletionStage<Void> second = consumer.pause();
            await().until(() -> isDone(first) && isDone(second));
            consumer.resume();
            consumer.drain().toCompletableFuture().join();
            CompletionStage<Void> late = consumer.pause();
            await().until(() -> isDone(late));
        }
    }

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void drainedConsumerTakesNothingMoreAndStillSettles() throws Exception {
        QueueSettings queue = QueueSettings.of(name("drain"), QueueKind.QUORUM);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 3, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(5));
            await().until(() -> deliveries.size() == 3);
            consumer.drain().toCompletableFuture().join();
            deliveries.poll().giveBack().toCompletableFuture().join();
            await().until(() -> amqp.depth(queue.name()) == 3);
            deliveries.forEach(delivery ->
                    assertThat(delivery.ack().toCompletableFuture().join()).isEqualTo(Delivery.Settled.SENT));
            assertThat(deliveries).as("nothing came after the drain").hasSize(2);
        }
        await().until(() -> amqp.depth(queue.name()) == 3);
    }

    @Test
    void isSettledOnlyOnce() throws Exception {
        QueueSettings queue = QueueSettings.of(name("once"), QueueKind.CLASSIC);
        try (Core core = new Core(broker.amqpUrl())) {
            QueueConsumer consumer = core.consumer(queue, 1, deliveries::add);
            await().until(() -> consumer.state().isUp());
            amqp.publish(queue.name(), ids(2));
            await().until(() -> deliveries.size() == 1);
            Delivery first = deliveries.poll();
            first.ack().toCompletableFuture().join();
            assertThat(first.giveBack()).isCompletedExceptionally();
            await().until(() -> deliveries.size() == 1);
            assertThat(consumer.state().isUp())
                    .as("a second settle would have closed the channel")
                    .isTrue();
        }
    }

    private void settle(int count) {
        for (int i = 0; i < count; i++) {
            deliveries.remove().ack();
        }
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "task-" + i).toList();
    }
}
