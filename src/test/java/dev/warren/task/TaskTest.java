package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");

    private static final Task TASK = new Task(
            new TaskId("t-1"),
            Optional.of("mail"),
            Payload.text("hello"),
            OptionalInt.of(7),
            Optional.of(NOON),
            3,
            Optional.of(NOON.plusSeconds(1)),
            Optional.of(NOON.plusSeconds(2)),
            Optional.of("answers"),
            Optional.of("c-1"),
            Optional.of("shop"),
            Map.of("tenant", "acme"));

    @Test
    void headersAreAddedOrReplacedAndNothingElseChanges() {
        assertThat(TASK.withHeaders(Map.of())).isEqualTo(TASK);
        assertThat(TASK.withHeaders(Map.of("tenant", "other", "new", 1)).headers())
                .isEqualTo(Map.of("tenant", "other", "new", 1));
    }

    @Test
    void countOfAttemptsChangesAlone() {
        Task again = TASK.withAttemptsMade(4);

        assertThat(again.attemptsMade()).isEqualTo(4);
        assertThat(again.withAttemptsMade(3)).isEqualTo(TASK);
    }

    @Test
    void headersAreTakenOffAndNothingElseChanges() {
        assertThat(TASK.withHeaders(Map.of("new", 1)).withoutHeaders("new"::equals))
                .isEqualTo(TASK);
        assertThat(TASK.withoutHeaders(name -> true).headers()).isEmpty();
    }

    @Test
    void taskThatStartsAnewForgetsItsFailureButNotItsHistory() {
        Task failed = TASK.withHeaders(
                        FailureHeaders.of(TASK, Failure.of(Failure.Reason.FAILED, "oops"), "q", NOON, "w"))
                .withHeaders(Map.of(FailureHeaders.CRASHES, 5));

        Task anew = failed.anew();

        assertThat(anew.headers()).containsOnlyKeys("tenant", FailureHistory.HEADER);
        assertThat(anew.attemptsMade()).isZero();
        assertThat(anew.notBefore()).isEmpty();
        assertThat(anew.deadline()).isEmpty();
        assertThat(anew.id()).isEqualTo(TASK.id());
        assertThat(anew.priority()).isEqualTo(TASK.priority());
    }

    @Test
    void handlersGetTheUsersOwnHeadersAlone() {
        Task retried =
                TASK.withHeaders(FailureHeaders.of(TASK, Failure.of(Failure.Reason.FAILED, "oops"), "q", NOON, "w"));

        Attempt attempt = new Attempt(retried, "q", 2, false, NOON);

        assertThat(attempt.headers()).isEqualTo(TASK.headers());
        assertThat(attempt.task().headers()).containsKey(FailureHeaders.ERROR);
    }
}
