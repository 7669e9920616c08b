package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.ProcessName;
import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.DelayRoutes;
import dev.warren.amqp.Deliveries;
import dev.warren.amqp.Delivery;
import dev.warren.amqp.Destination;
import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Publisher;
import dev.warren.amqp.QueuesConfig;
import dev.warren.amqp.Topology;
import dev.warren.connector.Nack;
import dev.warren.handler.HandlerConfig;
import dev.warren.handler.Run;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a run ends, the broker is told one thing, and the right one. */
class SettlingTest {

    private static final Destination DEAD = new Destination(Topology.DEAD, "q");
    private static final Destination ITSELF = new Destination(Topology.TASKS, "q");
    private static final OptionalInt UNCOUNTED = OptionalInt.empty();
    private static final Outcome FAILED = Outcome.failed(Failure.of(Reason.FAILED, "oops"));

    private record Published(Destination destination, Task task) {}

    private final Timer timer = new Timer();
    private final RunningTasks running = new RunningTasks();
    private final DelayLadder ladder = new DelayLadder(22);
    private final List<String> told = new ArrayList<>();
    private final List<Published> published = new ArrayList<>();
    private final Deque<PublishResult> results = new ArrayDeque<>();
    private final Map<String, String> settings =
            new HashMap<>(Map.of("warren.worker.retry.jitter", "0", "warren.queues.existing.kind", "existing"));
    private Task task = Task.of(new TaskId("t-1"), Payload.text("x"));
    private boolean isLadderThere = true;
    private int declaredAgain;

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void succeededTaskIsAcked() {
        settle("q", Outcome.succeeded());
        assertThat(told).containsExactly("ack");
        assertThat(published).isEmpty();
    }

    @Test
    void deadTaskIsAckedAfterItsDeadLetterWasConfirmed() {
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("ack");
        assertThat(published).singleElement().satisfies(letter -> {
            assertThat(letter.destination()).isEqualTo(DEAD);
            assertThat(letter.task().attemptsMade()).isEqualTo(1);
            assertThat(letter.task().headers())
                    .containsEntry(FailureHeaders.REASON, "rejected")
                    .containsEntry(FailureHeaders.ERROR, "no use");
        });
    }

    @Test
    void reasonMayBeNull() {
        settle("q", Outcome.dead(null));
        assertThat(told).containsExactly("ack");
    }

    @Test
    void failedTaskGoesOntoTheLadderWithItsFailureAndIsAckedThen() {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, 2)).withAttemptsMade(2);
        settle("q", FAILED);
        assertThat(told).containsExactly("ack");
        assertThat(published).singleElement().satisfies(retry -> {
            assertThat(retry.destination())
                    .isEqualTo(ladder.destination("q", Duration.ofSeconds(4)).orElseThrow());
            assertThat(retry.task().attemptsMade()).isEqualTo(3);
            assertThat(retry.task().headers())
                    .containsEntry(FailureHeaders.ERROR, "oops")
                    .doesNotContainKey(FailureHeaders.CRASHES);
        });
    }

    @Test
    void taskToBeTriedNowGoesToTheEndOfItsQueue() {
        settle("q", Outcome.retry(Duration.ZERO, "again"));
        assertThat(published).extracting(Published::destination).containsExactly(ITSELF);
        assertThat(told).containsExactly("ack");
    }

    @Test
    void withoutALadderTheTaskWaitsInItsSlotAndGoesToTheEndOfItsQueueThen() {
        isLadderThere = false;
        CompletionStage<Void> slot = start("q", Outcome.retry(Duration.ofMillis(20), "later"));
        assertThat(slot.toCompletableFuture()).isNotDone();
        assertThat(published).isEmpty();
        await().until(() -> slot.toCompletableFuture().isDone());
        assertThat(published).extracting(Published::destination).containsExactly(ITSELF);
        assertThat(told).containsExactly("ack");
    }

    @Test
    void longerDelayThanThereCanBeIsTakenUpAgainWhenTheTaskIsBack() {
        Instant before = Instant.now();
        settle("q", Outcome.retry(Duration.ofDays(60), "after the holidays"));
        settle("q", Outcome.retry(ChronoUnit.FOREVER.getDuration(), "never"));
        isLadderThere = false;
        timer.endPauses();
        settle("q", Outcome.retry(Duration.ofDays(60), "after the holidays"));
        assertThat(published)
                .extracting(Published::destination)
                .containsExactly(
                        ladder.destination("q", ladder.height()).orElseThrow(),
                        ladder.destination("q", ladder.height()).orElseThrow(),
                        ITSELF);
        assertThat(published).allSatisfy(retry -> assertThat(retry.task().notBefore())
                .hasValueSatisfying(due -> assertThat(due).isAfterOrEqualTo(before.plus(Duration.ofDays(60)))));
    }

    @Test
    void whatMayStillArriveIsNotPublishedAgain() {
        results.add(new PublishResult.Unconfirmed(Duration.ofMinutes(2)));
        settle("q", FAILED);
        assertThat(published).hasSize(1);
        assertThat(told).containsExactly("REQUEUE");
    }

    @Test
    void lastAttemptsFailureIsItsEnd() {
        task = task.withAttemptsMade(9);
        settle("q", FAILED);
        assertThat(published).extracting(Published::destination).containsExactly(DEAD);
    }

    @Test
    void taskIsHeldAndNotRunAgainWhileItsRetryCannotBePublished() {
        results.add(new PublishResult.Blocked("memory"));
        results.add(new PublishResult.Unroutable("warren.delay.00", "…"));
        CompletionStage<Void> slot = start("q", FAILED);
        assertThat(told).isEmpty();
        await().until(() -> slot.toCompletableFuture().isDone());
        assertThat(told).containsExactly("ack");
        assertThat(published).hasSize(3);
        assertThat(declaredAgain).as("what was missing").isEqualTo(1);
    }

    @Test
    void drainGivesBackWhatIsHeldCounted() {
        results.add(new PublishResult.Blocked("memory"));
        results.add(new PublishResult.Blocked("memory"));
        CompletionStage<Void> slot = start("q", Outcome.dead("no use"));
        timer.endPauses();
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(told).containsExactly("REQUEUE");
        assertThat(published).as("once more before").hasSize(2);
    }

    @Test
    void deadLetterThatIsTooLargeIsTheBrokersWhereItHasADeadLetterExchange() {
        results.add(new PublishResult.Invalid("headers too large"));
        settle("q", Outcome.dead("no use"));
        results.add(new PublishResult.Invalid("headers too large"));
        CompletionStage<Void> slot = start("existing", Outcome.dead("no use"));
        timer.endPauses();
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(told).containsExactly("DEAD_LETTER", "REQUEUE");
    }

    @Test
    void unreadableTaskIsDeadWithoutARun() {
        assertDeadWithoutARun(Optional.of("malformed"), UNCOUNTED, "undecodable", 0);
    }

    @Test
    void taskPastItsDeadlineIsDeadWithoutARun() {
        task = Task.builder(new TaskId("t-1"), Payload.text("x"))
                .deadline(Instant.now().minusSeconds(1))
                .build();
        assertDeadWithoutARun(Optional.empty(), OptionalInt.of(0), "expired", 0);
    }

    @Test
    void taskThatHasKilledTooManyWorkersIsDeadWithoutARun() {
        assertDeadWithoutARun(Optional.empty(), OptionalInt.of(5), "crashed", 5);
    }

    @Test
    void taskWhoseWorkerDiedInItsLastAttemptIsDeadWithoutAnother() {
        settings.put("warren.worker.retry.attempts", "1");
        assertDeadWithoutARun(Optional.empty(), UNCOUNTED, "crashed", 1);
    }

    @Test
    void itsEarlierDeathsCount() {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, 4)).withAttemptsMade(6);
        assertDeadWithoutARun(Optional.empty(), UNCOUNTED, "crashed", 7);
    }

    @Test
    void taskThatCameBackComesLaterWithItsCount() {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, 1, "mine", "kept"))
                .withAttemptsMade(1);
        StubRun stub = new StubRun(Outcome.succeeded());
        run("q", Optional.empty(), UNCOUNTED, stub).start();
        assertThat(stub.started).isFalse();
        assertThat(published).singleElement().satisfies(counted -> {
            assertThat(counted.destination())
                    .isEqualTo(ladder.destination("q", Duration.ofSeconds(2)).orElseThrow());
            assertThat(counted.task().attemptsMade()).isEqualTo(2);
            assertThat(counted.task().headers()).isEqualTo(Map.of(FailureHeaders.CRASHES, 2, "mine", "kept"));
        });
        assertThat(told).containsExactly("ack");
    }

    @Test
    void whatAQueueThatCountsGivesBacksIsGivenBackUncounted() {
        StubRun stub = new StubRun();
        TaskRun counting = run(Deliveries.of("q", task, true), stub);
        assertThat(counting.giveBack().toCompletableFuture()).isCompleted();
        assertThat(published).containsExactly(new Published(ITSELF, task));
        assertThat(told).containsExactly("ack");

        run(Deliveries.of("q", task, false), stub).giveBack();
        assertThat(told).containsExactly("ack", "GIVE_BACK");
    }

    @Test
    void taskThatIsStoppedWithItsWorkerGoesBackAndIsNotDead() {
        StubRun stub = new StubRun();
        CompletionStage<Void> slot =
                run("q", Optional.empty(), OptionalInt.of(0), stub).start();
        running.stopAll(Failure.of(Reason.FAILED, "the worker was stopped"));
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(told).containsExactly("REQUEUE");
        assertThat(published).isEmpty();
    }

    @Test
    void taskWhoseSettlingThrowsGoesBack() {
        settings.put("broken", "yes");
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("REQUEUE");
    }

    @Test
    void runThatIgnoresItsTimeoutIsSettledAndKeepsItsSlot() {
        settings.put("warren.worker.timeout", "10ms");
        settings.put("warren.worker.retry.attempts", "1");
        StubRun stub = new StubRun();
        stub.heedsCancel = false;
        CompletionStage<Void> slot =
                run("q", Optional.empty(), OptionalInt.of(0), stub).start();
        await().until(() -> told.contains("ack"));
        assertThat(published.get(0).task().headers()).containsEntry(FailureHeaders.REASON, "timed-out");
        assertThat(slot.toCompletableFuture()).isNotDone();
        assertThat(running.stuck()).isEqualTo(1);
        stub.ended.complete(null);
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(running.stuck()).isZero();
    }

    private void assertDeadWithoutARun(Optional<String> unreadable, OptionalInt count, String reason, int attempts) {
        StubRun stub = new StubRun(Outcome.succeeded());
        run("q", unreadable, count, stub).start().toCompletableFuture().join();
        assertThat(stub.started).isFalse();
        assertThat(told).containsExactly("ack");
        assertThat(published).singleElement().satisfies(letter -> {
            assertThat(letter.destination()).isEqualTo(DEAD);
            assertThat(letter.task().attemptsMade()).isEqualTo(attempts);
            assertThat(letter.task().headers()).containsEntry(FailureHeaders.REASON, reason);
        });
    }

    private void settle(String queue, Outcome outcome) {
        start(queue, outcome).toCompletableFuture().join();
    }

    private CompletionStage<Void> start(String queue, Outcome outcome) {
        return run(queue, Optional.empty(), OptionalInt.of(0), new StubRun(outcome))
                .start();
    }

    private TaskRun run(String queue, Optional<String> unreadable, OptionalInt count, StubRun run) {
        return run(Deliveries.of(queue, task, unreadable, count), run);
    }

    private TaskRun run(Delivery delivery, StubRun run) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDiscoveredConverters()
                .withMapping(WorkerConfig.class)
                .withMapping(HandlerConfig.class)
                .withMapping(RetryConfig.class)
                .withMapping(QueuesConfig.class)
                .withDefaultValues(settings)
                .build();
        Clock clock = Clock.systemUTC();
        RetryConfig retries = config.getConfigMapping(RetryConfig.class);
        QueuesConfig queues = config.getConfigMapping(QueuesConfig.class);
        TaskMetrics metrics = new TaskMetrics(new SimpleMeterRegistry());
        FailurePolicy policy = new FailurePolicy(retries, clock);
        Handover handover = new Handover(publisher(), routes(), queues, timer, clock, metrics);
        Postponement postponement = new Postponement(handover, queues, routes(), ladder, timer, clock);
        Settlement settlement =
                new Settlement(handover, queues, ladder, postponement, policy, new ProcessName("test"), clock, metrics);
        EarlyTasks earlyTasks = new EarlyTasks(postponement, ladder, timer, clock);
        Slots slots = new Slots(config.getConfigMapping(HandlerConfig.class), new SimpleMeterRegistry());
        Admission admission = new Admission(
                earlyTasks,
                new Isolation(slots, quiet(), postponement),
                settlement,
                postponement,
                policy,
                ladder,
                retries,
                clock);
        Duration timeout = config.getConfigMapping(WorkerConfig.class).timeout();
        return new TaskRun(
                assignment(delivery),
                new TaskRun.Means(
                        attempt -> run.started(), admission, postponement, settlement, running, timer, timeout, clock));
    }

    private static Intake quiet() {
        return new Intake(null) {
            @Override
            CompletionStage<Void> pause() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            void resume() {}
        };
    }

    private Publisher publisher() {
        return new Publisher() {
            @Override
            public CompletionStage<PublishResult> publish(Destination destination, Task message) {
                throw new UnsupportedOperationException("what may still arrive must not be published again");
            }

            @Override
            public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task message) {
                if (settings.containsKey("broken")) {
                    return CompletableFuture.failedFuture(new IllegalStateException("what no publisher does"));
                }
                published.add(new Published(destination, message));
                PublishResult result = results.isEmpty() ? new PublishResult.Confirmed() : results.remove();
                return CompletableFuture.completedFuture(result);
            }
        };
    }

    private DelayRoutes routes() {
        return new DelayRoutes() {
            @Override
            public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
                throw new UnsupportedOperationException("only gateways ask");
            }

            @Override
            public Optional<Destination> route(String queue, Duration delay) {
                return isLadderThere ? ladder.destination(queue, ladder.atMostHeight(delay)) : Optional.empty();
            }

            @Override
            public void declareAgain() {
                declaredAgain++;
            }
        };
    }

    private Assignment assignment(Delivery delivery) {
        Message<Task> message = Message.of(
                task,
                Metadata.of(delivery),
                metadata -> {
                    told.add("ack");
                    return CompletableFuture.completedFuture(null);
                },
                (reason, metadata) -> {
                    told.add(metadata.get(Nack.class).orElseThrow().name());
                    return CompletableFuture.completedFuture(null);
                });
        return new Assignment(message, delivery);
    }

    /** A run that ends when it is told to. */
    private static final class StubRun implements Run {

        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        boolean heedsCancel = true;
        boolean started;

        StubRun() {}

        /** That has come to this already. */
        StubRun(Outcome result) {
            outcome.complete(result);
            ended.complete(null);
        }

        StubRun started() {
            started = true;
            return this;
        }

        @Override
        public CompletionStage<Outcome> outcome() {
            return outcome;
        }

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }

        @Override
        public void cancel(Failure why) {
            outcome.complete(Outcome.failed(why));
            if (heedsCancel) {
                ended.complete(null);
            }
        }
    }
}
