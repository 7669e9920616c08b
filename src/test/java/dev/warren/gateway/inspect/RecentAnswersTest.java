package dev.warren.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private final AtomicInteger fetched = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final RecentAnswers recent = new RecentAnswers(Duration.ofSeconds(1), () -> now);

    @Test
    void answersCountForAMoment() {
        ask("a");
        now = now.plusMillis(999);

        assertThat(ask("a")).isCompletedWithValue(1);

        now = now.plusMillis(1);
        assertThat(ask("a")).isCompletedWithValue(2);
    }

    @Test
    void answersOfOneAreNotThoseOfAnother() {
        ask("a");

        assertThat(ask("b")).isCompletedWithValue(2);
    }

    @Test
    void whoeverAsksMeanwhileGetsTheSameAnswer() {
        CompletableFuture<Integer> slow = new CompletableFuture<>();
        CompletionStage<Integer> first = recent.to("a", () -> slow);
        now = now.plusSeconds(60);

        CompletionStage<Integer> second = recent.to("a", () -> CompletableFuture.completedFuture(2));
        slow.complete(1);

        assertThat(first).isCompletedWithValue(1);
        assertThat(second).isCompletedWithValue(1);
    }

    @Test
    void failuresCountForAMomentToo() {
        recent.to("a", () -> CompletableFuture.<Integer>failedFuture(new IllegalStateException()));

        assertThat(ask("a")).isCompletedExceptionally();

        now = now.plusSeconds(2);
        assertThat(ask("a")).isCompletedWithValue(1);
    }

    private CompletableFuture<Integer> ask(String question) {
        return recent.to(question, () -> CompletableFuture.completedFuture(fetched.incrementAndGet()))
                .toCompletableFuture();
    }
}
