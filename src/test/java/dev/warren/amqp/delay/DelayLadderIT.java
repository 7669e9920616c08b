package dev.warren.amqp.delay;

import static dev.warren.amqp.Core.name;
import static dev.warren.amqp.Core.task;
import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Core;
import dev.warren.amqp.consume.QueueConsumer;
import dev.warren.amqp.publish.ConfirmingPublisher;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DelayLadderIT {

    private static final ConfirmingPublisher.Limits MANY =
            new ConfirmingPublisher.Limits(Duration.ofMinutes(1), 1_000, 100_000, 64 << 20);

    /** {@code -Dwarren.test.long}: more of them, and longer delays. */
    private static final boolean LONG = System.getProperty("warren.test.long") != null;

    private static final int OTHERS = LONG ? 50_000 : 10_000;

    private final String virtualHost = name("ladder");
    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Map<String, Instant> arrivedAt = new ConcurrentHashMap<>();
    private final Map<String, String> arrivedIn = new ConcurrentHashMap<>();
    private QueueKind kind;
    private DelayLadder ladder;
    private BrokerNode node;
    private PlainAmqp amqp;
    private Core core;
    private ConfirmingPublisher publisher;

    @AfterEach
    void close() throws Exception {
        core.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void tasksComeWhenTheyAreDueAndNoneEarlierHoweverManyOthersWait(QueueKind kind) {
        start(BrokerNode.shared(), kind, List.of("mails"));
        consume("mails");
        submitOthers();

        List<Integer> delays = LONG ? List.of(65, 10, 3, 1, 0) : List.of(10, 3, 1, 0);
        delays.forEach(seconds -> submit("mails", "after-" + seconds, Duration.ofSeconds(seconds)));

        awaitArrived(delays.size());
        assertThat(arrived)
                .containsExactlyElementsOf(delays.stream()
                        .sorted()
                        .map(seconds -> "after-" + seconds)
                        .toList());
        assertNoneEarly();
        assertNoneLate(Set.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void delayedTasksOutliveARestart(QueueKind kind) {
        BrokerNode node = BrokerNode.expendable();
        start(node, kind, List.of("mails"));
        QueueConsumer consumer = consume("mails");
        if (LONG) {
            submitOthers();
        }
        List<CompletableFuture<PublishResult>> submitted = IntStream.rangeClosed(1, LONG ? 150 : 60)
                .mapToObj(i -> submit("mails", "after-" + i, Duration.ofMillis(500 * i)))
                .toList();
        assertConfirmed(submitted);
        node.syncNewQueues();
        Instant stopped = Instant.now();
        node.stop();
        node.start();
        eventually("the consumer is back").until(() -> consumer.state().isUp());
        Instant back = Instant.now();

        awaitArrived(submitted.size());
        assertNoneEarly();
        assertNoneLate(movedBetween(stopped, back));
    }

    @Test
    void delayedTasksOutliveACrash() {
        BrokerNode node = BrokerNode.expendable();
        start(node, QueueKind.QUORUM, List.of("mails"));
        consume("mails");
        node.syncNewQueues();
        List<CompletableFuture<PublishResult>> submitted = IntStream.range(0, 3_000)
                .mapToObj(i -> submit("mails", "task-" + i, Duration.ofMillis(2_000 + 4 * i)))
                .toList();
        assertConfirmed(submitted);
        eventually("some are under way between the levels").until(() -> arrived.size() > 50);
        node.kill();
        node.start();

        awaitArrived(3_000);
        assertNoneEarly();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void tasksOfADeletedQueueAreKeptAndHoldUpNobody(QueueKind kind) {
        start(BrokerNode.shared(), kind, List.of("mails", "gone"));
        consume("mails");
        amqp.deleteQueue("gone");
        List<CompletableFuture<PublishResult>> lost = IntStream.range(0, 1_000)
                .mapToObj(i -> submit("gone", "lost-" + i, Duration.ofSeconds(3)))
                .toList();
        assertConfirmed(lost);
        submit("mails", "kept", Duration.ofSeconds(4));

        awaitArrived(1);
        eventually("they are kept").until(() -> amqp.depth(DelayLadder.UNROUTABLE) == 1_000);
        assertNoneEarly();
        assertNoneLate(Set.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"QUORUM", "CLASSIC"})
    void tasksOfAFullQueueAreKeptAndHoldUpNobody(QueueKind kind) {
        start(BrokerNode.shared(), kind, List.of("mails"));
        consume("mails");
        publisher = core.publisher(
                MANY,
                Topology.of(List.of(QueueSettings.of("full", kind).withMaxLength(5)))
                        .and(ladder.topology())
                        .and(ladder.deliveryTo("full")));
        eventually("the queue is there").until(() -> publisher.state().isUp());
        List<CompletableFuture<PublishResult>> submitted = IntStream.range(0, 1_000)
                .mapToObj(i -> submit("full", "waiting-" + i, Duration.ofSeconds(3)))
                .toList();
        assertConfirmed(submitted);
        assertConfirmed(List.of(submit("mails", "kept", Duration.ofSeconds(4))));

        awaitArrived(1);
        assertNoneEarly();
        eventually("all are kept").until(() -> messages("full") + messages("warren.delay.due.full") == 1_000);
    }

    @Test
    void queuesWithDotsInTheirNamesGetTheirOwn() {
        List<String> queues = List.of("b", "a.b", "*");
        start(BrokerNode.shared(), QueueKind.QUORUM, queues);
        queues.forEach(this::consume);
        queues.forEach(queue -> assertThat(submit(queue, "for-" + queue, Duration.ofSeconds(1))
                        .join()
                        .isConfirmed())
                .isTrue());

        awaitArrived(3);
        assertThat(arrivedIn).containsExactlyInAnyOrderEntriesOf(Map.of("for-b", "b", "for-a.b", "a.b", "for-*", "*"));
    }

    private void start(BrokerNode broker, QueueKind kind, List<String> queues) {
        node = broker;
        node.addVirtualHost(virtualHost);
        amqp = node.amqp(virtualHost);
        core = new Core(node.amqpUrl(virtualHost));
        ladder = new DelayLadder(22);
        Topology topology = ladder.topology();
        for (String queue : queues) {
            topology = topology.and(Topology.of(List.of(QueueSettings.of(queue, kind))))
                    .and(ladder.deliveryTo(queue));
        }
        publisher = core.publisher(MANY, topology);
        eventually("the ladder is there").until(() -> publisher.state().isUp());
        this.kind = kind;
    }

    private void submitOthers() {
        List<CompletableFuture<PublishResult>> others = IntStream.range(0, OTHERS)
                .mapToObj(i -> submit("mails", "later-" + i, Duration.ofSeconds(4_096 + i)))
                .toList();
        assertConfirmed(others);
    }

    private QueueConsumer consume(String queue) {
        return core.consumer(QueueSettings.of(queue, kind), 100, delivery -> {
            String id = delivery.task().id().value();
            Instant now = Instant.now();
            arrivedIn.put(id, queue);
            arrived.add(id);
            arrivedAt.put(id, now); // the last: this is what is waited for
            delivery.ack();
        });
    }

    private CompletableFuture<PublishResult> submit(String queue, String id, Duration delay) {
        delays.put(id, delay);
        due.put(id, Instant.now().plus(delay));
        return publisher
                .publish(ladder.destination(queue, delay).orElseThrow(), task(id))
                .toCompletableFuture();
    }

    /** Those too that are on their way out of the queue as dead letters, which {@link PlainAmqp#depth} leaves out. */
    private long messages(String queue) {
        return node.ctl("-q", "list_queues", "-p", virtualHost, "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns[0].equals(queue))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    private static void assertConfirmed(List<CompletableFuture<PublishResult>> submitted) {
        assertThat(submitted).allMatch(result -> result.join().isConfirmed());
    }

    /** What a queue does not take while its node starts, RabbitMQ tries again after three minutes. */
    private void awaitArrived(int count) {
        eventually(count + " tasks come").atMost(Duration.ofMinutes(5)).until(() -> arrivedAt.size() >= count);
    }

    /** The ids of tasks that were to go from one level to the next, or to their queue, in between: a node that is down moves nothing. */
    private Set<String> movedBetween(Instant from, Instant to) {
        return delays.keySet().stream().filter(id -> moves(id, from, to)).collect(Collectors.toSet());
    }

    private boolean moves(String id, Instant from, Instant to) {
        Instant at = due.get(id).minus(delays.get(id));
        long seconds = delays.get(id).plusMillis(999).toSeconds();
        for (long level = Long.highestOneBit(seconds); level > 0; level >>= 1) {
            if ((seconds & level) > 0) {
                at = at.plusSeconds(level);
                if (at.isAfter(from) && at.isBefore(to)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Tells, for docs/delays.md, how late they came; asserted only in the long run, on a machine that has nothing else to do.
     *
     * @param kept those that something kept for a while: they are later by that
     */
    private void assertNoneLate(Set<String> kept) {
        Map<String, Duration> late = new HashMap<>();
        arrivedAt.forEach((id, at) -> late.put(id, Duration.between(due.get(id), at)));
        late.keySet().removeAll(kept);
        System.out.printf(
                "%s: %d tasks at most %d ms after their time%n",
                kind,
                late.size(),
                late.values().stream().mapToLong(Duration::toMillis).max().orElse(0));
        if (LONG) {
            assertThat(late).isNotEmpty().allSatisfy((id, by) -> assertThat(by)
                    .as(id)
                    .isLessThan(Duration.ofMillis(1_500).plus(delays.get(id).dividedBy(20))));
        }
    }

    private void assertNoneEarly() {
        assertThat(arrivedAt).allSatisfy((id, at) -> assertThat(at).as(id).isAfterOrEqualTo(due.get(id)));
    }
}
