package dev.warren.worker;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.consume.Deliveries;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** However a run ends, the broker is told one thing, and the right one. */
class SettlingTest extends TaskRunFixture {

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
    void whatWasNotStartedIsTriedOnInADrain() {
        results.add(new PublishResult.Blocked("memory"));
        results.add(new PublishResult.Blocked("memory"));
        timer.endPauses();
        CompletionStage<Void> slot =
                run(Deliveries.of("q", task, true), new StubRun()).giveBack();
        await().until(() -> slot.toCompletableFuture().isDone());
        assertThat(told).containsExactly("ack");
        assertThat(published).extracting(Published::destination).containsExactly(ITSELF, ITSELF, ITSELF);
    }

    @Test
    void taskThatWaitsForTheLadderLeavesItsSlotWhenTheBrokerHasItBack() {
        isLadderThere = false;
        AtomicBoolean isOpen = new AtomicBoolean(true);
        CompletionStage<Void> slot = run(
                        Deliveries.whileOpen(isOpen::get, "q", task),
                        new StubRun(Outcome.retry(Duration.ofHours(1), "later")))
                .start();
        assertThat(slot.toCompletableFuture()).isNotDone();
        isOpen.set(false);
        await().until(() -> slot.toCompletableFuture().isDone());
        assertThat(published).isEmpty();
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
}
