package dev.warren.worker;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunningTasksTest extends TaskRunFixture {

    private StubRun start() {
        StubRun stub = new StubRun();
        run("q", Optional.empty(), OptionalInt.of(0), stub).start();
        return stub;
    }

    @Test
    void oneAlarmIsEnoughForAllThatRun() {
        List<StubRun> runs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            runs.add(start());
        }

        assertThat(timer.waiting()).isEqualTo(1);
    }

    @Test
    void eachRunIsEndedWhenItsOwnTimeIsUp() {
        settings.put("warren.worker.timeout", "50ms");
        StubRun first = start();
        await().until(first.outcome::isDone);
        StubRun second = start();

        await().until(second.outcome::isDone);
        assertThat(List.of(first, second)).extracting(run -> run.outcome.join()).allSatisfy(outcome -> assertThat(
                        outcome)
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.failure().reason()).isEqualTo(Reason.TIMED_OUT)));
    }

    @Test
    void taskWhoseTimeWasUpHasFailedThoughTheWorkerEndsBeforeItsRun() {
        settings.put("warren.worker.timeout", "50ms");
        SlowRun slow = new SlowRun();
        run("q", Optional.empty(), OptionalInt.of(0), slow).start();
        await().until(() -> slow.cancelled != null);

        running.stopAll(Failure.of(Reason.FAILED, "the worker was stopped"));
        slow.end();

        assertThat(told).containsExactly("ack");
        assertThat(published).singleElement().satisfies(retry -> assertThat(
                        retry.task().headers())
                .containsEntry(FailureHeaders.REASON, "timed-out"));
    }

    @Test
    void drainWaitsAsLongAsTheRunsThatItEndsMayTakeForIt() {
        run("q", Optional.empty(), OptionalInt.of(0), new SlowRun()).start();
        start();

        List<TaskRun> left = running.stopAll(Failure.of(Reason.FAILED, "the worker was stopped"));

        assertThat(Drain.endOf(left)).isEqualTo(Duration.ofSeconds(20 + 5));
        assertThat(Drain.endOf(List.of())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aRunThatStartedLaterIsEndedLater() {
        settings.put("warren.worker.timeout", "10m");
        StubRun patient = start();
        settings.put("warren.worker.timeout", "50ms");
        StubRun hasty = start();

        await().until(hasty.outcome::isDone);
        assertThat(patient.outcome).isNotDone();
    }

    /** Ends some time after it was cancelled, as a command does. */
    private static final class SlowRun extends StubRun {

        private volatile Failure cancelled;

        @Override
        public void cancel(Failure why) {
            cancelled = cancelled == null ? why : cancelled;
        }

        @Override
        public Duration endsWithin() {
            return Duration.ofSeconds(20);
        }

        private void end() {
            outcome.complete(Outcome.failed(cancelled));
            ended.complete(null);
        }
    }
}
