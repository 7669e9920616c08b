package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvent.Kind;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a worker tells of a task. */
class ToldEventsTest extends TaskRunFixture {

    @Test
    void taskThatSucceeds() {
        settle("q", Outcome.succeeded());

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.STARTED, Kind.SUCCEEDED);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.queue()).isEqualTo("q");
            assertThat(event.id()).isEqualTo("t-1");
            assertThat(event.attempt()).hasValue(1);
        });
    }

    @Test
    void attemptThatFails() {
        task = task.withAttemptsMade(2);

        settle("q", Outcome.retry(Duration.ofSeconds(8), "busy"));

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.STARTED, Kind.RETRYING);
        TaskEvent retrying = events.get(1);
        assertThat(retrying.attempt()).hasValue(3);
        assertThat(retrying.why()).contains(Reason.FAILED);
        assertThat(retrying.message()).contains("busy");
        assertThat(retrying.next()).contains(retrying.at().plusSeconds(8));
    }

    @Test
    void retryThatCouldNotBePublishedIsNone() {
        results.add(new PublishResult.Unconfirmed(Duration.ofSeconds(1)));

        settle("q", FAILED);

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.STARTED);
    }

    @Test
    void taskThatCantBeDone() {
        settle("q", Outcome.dead("no such customer"));

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.STARTED, Kind.DEAD);
        assertThat(events.get(1).attempt()).hasValue(1);
        assertThat(events.get(1).why()).contains(Reason.REJECTED);
        assertThat(events.get(1).message()).contains("no such customer");
    }

    @Test
    void taskWhoseTimeIsOverIsDeadWithoutAStart() {
        task = Task.builder(task.id(), task.payload()).deadline(Instant.EPOCH).build();

        settle("q", Outcome.succeeded());

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.DEAD);
        assertThat(events.get(0).why()).contains(Reason.EXPIRED);
        assertThat(events.get(0).attempt()).hasValue(0);
    }

    @Test
    void taskThatHasComeBackWithoutAnOutcome() {
        run("q", Optional.empty(), OptionalInt.of(1), new StubRun(Outcome.succeeded()))
                .start()
                .toCompletableFuture()
                .join();

        assertThat(events).extracting(TaskEvent::kind).containsExactly(Kind.RETRYING);
        assertThat(events.get(0).why()).contains(Reason.CRASHED);
        assertThat(events.get(0).next()).isPresent();
    }

    @Test
    void whatIsGivenBackIsNotToldOf() {
        run("q", Optional.empty(), OptionalInt.of(0), new StubRun())
                .giveBack()
                .toCompletableFuture()
                .join();

        assertThat(events).isEmpty();
    }
}
