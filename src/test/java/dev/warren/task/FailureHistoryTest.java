package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureHistoryTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void eachFailureIsAddedWithWhenAndWhereAndWhy() {
        Task twice = failed(failed(task(), 1, "first"), 2, "second");
        assertThat(history(twice))
                .containsExactly(
                        Map.of("at", AT.toString(), "attempt", 1, "reason", "failed", "error", "first", "worker", "w"),
                        Map.of(
                                "at",
                                AT.toString(),
                                "attempt",
                                2,
                                "reason",
                                "failed",
                                "error",
                                "second",
                                "worker",
                                "w"));
        assertThat(twice.headers()).containsEntry(FailureHeaders.ERROR, "second");
    }

    @Test
    void longHistoryKeepsItsBeginningAndItsEnd() {
        Task task = task();
        for (int attempt = 1; attempt <= 1_000; attempt++) {
            task = failed(task, attempt, "x".repeat(10_000));
        }
        assertThat(history(task))
                .extracting(entry -> (Object) ((Map<?, ?>) entry).get("attempt"))
                .containsExactly(1, 2, 993, 994, 995, 996, 997, 998, 999, 1_000);
        assertThat(history(task).toString()).hasSizeLessThan(4_000);
    }

    @Test
    void headerOfThatNameThatIsNoHistoryIsReplaced() {
        Task odd = task().withHeaders(Map.of(FailureHistory.HEADER, "none"));
        assertThat(history(failed(odd, 1, "oops"))).hasSize(1);
    }

    private static Task task() {
        return Task.of(new TaskId("t-1"), Payload.text(""));
    }

    private static Task failed(Task task, int attempt, String error) {
        Task attempted = task.withAttemptsMade(attempt);
        return attempted.withHeaders(FailureHeaders.of(attempted, Failure.of(Reason.FAILED, error), "q", AT, "w"));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> history(Task task) {
        return (List<Object>) task.headers().get(FailureHistory.HEADER);
    }
}
