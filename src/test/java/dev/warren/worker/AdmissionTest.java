package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.consume.Deliveries;
import dev.warren.event.TaskEvent;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not started, and what becomes of it then. */
class AdmissionTest extends TaskRunFixture {

    @Test
    void unreadableTaskIsDeadWithoutARun() {
        assertDeadWithoutARun(Optional.of("malformed"), UNCOUNTED, "undecodable", 0);
    }

    @Test
    void taskWhoseHeadersCantBeReadIsMovedByTheBrokerWhichHasThem() {
        task = task.withHeaders(Map.of("warren-unreadable", "malformed"));
        run("q", Optional.of("malformed"), UNCOUNTED, new StubRun()).start();
        assertThat(told).containsExactly("DEAD_LETTER");
        assertThat(published).isEmpty();
        assertThat(events).singleElement().satisfies(event -> assertThat(event.kind())
                .isEqualTo(TaskEvent.Kind.DEAD));
    }

    /** That might have no dead-letter exchange, and the broker would drop it. */
    @Test
    void taskOfOthersQueueIsBuriedWithoutTheHeadersThatCantBeReadAndSaysSo() {
        task = task.withHeaders(Map.of("warren-unreadable", "malformed"));
        run("existing", Optional.of("malformed"), UNCOUNTED, new StubRun()).start();
        assertThat(told).containsExactly("ack");
        assertThat(published).singleElement().satisfies(letter -> assertThat(
                        letter.task().headers())
                .containsEntry("warren-unreadable", "malformed")
                .containsEntry(FailureHeaders.REASON, "undecodable"));
    }

    @Test
    void taskWhoseHeadersCantBeReadIsNotPublishedAnewToBeGivenBack() {
        task = task.withHeaders(Map.of("warren-unreadable", "malformed"));
        run(Deliveries.of("q", task, true), new StubRun()).giveBack();
        assertThat(told).containsExactly("GIVE_BACK");
        assertThat(published).isEmpty();
    }

    @Test
    void taskPastItsDeadlineIsDeadWithoutARun() {
        task = Task.builder(new TaskId("t-1"), Payload.text("x"))
                .deadline(Instant.now().minusSeconds(1))
                .build();
        assertDeadWithoutARun(Optional.empty(), OptionalInt.of(0), "expired", 0);
    }

    @Test
    void taskForTheEndOfTimeGoesUpTheLadder() {
        task = Task.builder(new TaskId("t-1"), Payload.text("x"))
                .notBefore(Instant.MAX)
                .build();
        StubRun stub = new StubRun(Outcome.succeeded());
        run("q", Optional.empty(), OptionalInt.of(0), stub).start();
        assertThat(stub.started).isFalse();
        assertThat(published)
                .containsExactly(
                        new Published(ladder.destination("q", ladder.height()).orElseThrow(), task));
        assertThat(told).containsExactly("ack");
    }

    @Test
    void taskThatHasKilledTooManyWorkersIsDeadWithoutARun() {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, 4)).withAttemptsMade(4);
        assertDeadWithoutARun(Optional.empty(), OptionalInt.of(1), "crashed", 5);
    }

    /** It ran once, and met the others while its worker was about to count that: three times beside another that kills. */
    @Test
    void deathsOfWorkersThatHaveNotRunItAreNotItsOwn() {
        StubRun stub = new StubRun(Outcome.succeeded());
        run("q", Optional.empty(), OptionalInt.of(4), stub).start();
        assertThat(stub.started).isFalse();
        assertThat(published).singleElement().satisfies(counted -> {
            assertThat(counted.task().attemptsMade()).isEqualTo(1);
            assertThat(counted.task().headers()).isEqualTo(Map.of(FailureHeaders.CRASHES, 1));
        });
    }

    @Test
    void taskWhoseWorkerDiedInItsLastAttemptIsDeadWithoutAnother() {
        settings.put("warren.worker.retry.attempts", "1");
        assertDeadWithoutARun(Optional.empty(), UNCOUNTED, "crashed", 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Long.MAX_VALUE})
    void noCountIsTooHighToBeAddedTo(long crashes) {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, crashes));
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
    void whatMayHaveWaitedWhileItsNodeWasKilledIsNotCharged() {
        task = task.withHeaders(Map.of(FailureHeaders.CRASHES, 4, FailureHeaders.NODE, "first life"))
                .withAttemptsMade(6);
        StubRun stub = new StubRun(Outcome.succeeded());
        run(Deliveries.again("q", task, "second life"), stub).start();
        assertThat(stub.started).as("before it is written down").isFalse();
        assertThat(published).singleElement().satisfies(again -> {
            assertThat(again.destination()).isEqualTo(ITSELF);
            assertThat(again.task().attemptsMade()).isEqualTo(6);
            assertThat(again.task().headers())
                    .isEqualTo(Map.of(FailureHeaders.CRASHES, 4, FailureHeaders.NODE, "second life"));
        });
        assertThat(told).containsExactly("ack");
    }

    @Test
    void whatComesBackInTheSameLifeOfItsNodeIs() {
        task = task.withHeaders(Map.of(FailureHeaders.NODE, "life"));
        run(Deliveries.again("q", task, "life"), new StubRun()).start();
        assertThat(published).singleElement().satisfies(counted -> assertThat(
                        counted.task().headers())
                .isEqualTo(Map.of(FailureHeaders.CRASHES, 1, FailureHeaders.NODE, "life")));
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
}
