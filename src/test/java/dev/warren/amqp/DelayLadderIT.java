package dev.warren.amqp;

import static dev.warren.amqp.Core.name;
import static dev.warren.amqp.Core.task;
import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
        assertNoneLate(Instant.MIN);
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
        node.stop();
        node.start();
        eventually("the consumer is back").until(() -> consumer.state().isUp());
        Instant back = Instant.now();

        awaitArrived(submitted.size());
        assertNoneEarly();
        assertNoneLate(back);
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
        List<CompletableFuture<PublishResult>> lost = IntStream.range(0, 1_000)
                .mapToObj(i -> submit("gone", "lost-" + i, Duration.ofSeconds(3)))
                .toList();
        assertConfirmed(lost);
        amqp.deleteQueue("gone");
        submit("mails", "kept", Duration.ofSeconds(4));

        awaitArrived(1);
        eventually("they are kept").until(() -> amqp.depth(DelayLadder.UNROUTABLE) == 1_000);
        assertNoneEarly();
        assertNoneLate(Instant.MIN);
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
            arrivedAt.put(id, Instant.now());
            arrivedIn.put(id, queue);
            arrived.add(id);
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

    /**
     * Tells, for docs/delays.md, how late they came; asserted only in the long run, on a machine that has nothing else to do.
     *
     * @param since those that were due before that are as late as what kept them
     */
    private void assertNoneLate(Instant since) {
        Duration latest = arrivedAt.entrySet().stream()
                .filter(task -> due.get(task.getKey()).isAfter(since))
                .map(task -> Duration.between(due.get(task.getKey()), task.getValue()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        System.out.printf("%s: at most %d ms after their time%n", kind, latest.toMillis());
        if (LONG) {
            assertThat(arrivedAt).allSatisfy((id, at) -> {
                if (due.get(id).isAfter(since)) {
                    assertThat(at)
                            .as(id)
                            .isBefore(due.get(id)
                                    .plusMillis(1_500)
                                    .plus(delays.get(id).dividedBy(20)));
                }
            });
        }
    }

    private void assertNoneEarly() {
        assertThat(arrivedAt).allSatisfy((id, at) -> assertThat(at).as(id).isAfterOrEqualTo(due.get(id)));
    }
}
