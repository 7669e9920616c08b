package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Failure OOPS = new Failure(Reason.FAILED, "oops", "detail");

    @Test
    void failedTaskIsTriedAgainLaterAndLater() {
        FailurePolicy policy = policy(Map.of("jitter", "0"));
        assertThat(policy.decide(attempt(task(), 1), failed())).isEqualTo(retry(Duration.ofSeconds(1)));
        assertThat(policy.decide(attempt(task(), 4), failed())).isEqualTo(retry(Duration.ofSeconds(8)));
    }

    @Test
    void afterTheLastAttemptItIsDeadForTheReasonOfThat() {
        assertThat(policy(Map.of()).decide(attempt(task(), 10), failed())).isEqualTo(new Outcome.Dead(OOPS));
        assertThat(policy(Map.of("attempts", "1")).decide(attempt(task(), 1), failed()))
                .isEqualTo(new Outcome.Dead(OOPS));
    }

    @Test
    void handlersDelayIsHeededAndItsAttemptsCountAllTheSame() {
        Outcome.Retry now = new Outcome.Retry(Optional.of(Duration.ZERO), OOPS);
        assertThat(policy(Map.of()).decide(attempt(task(), 9), now)).isEqualTo(now);
        assertThat(policy(Map.of()).decide(attempt(task(), 10), now)).isEqualTo(new Outcome.Dead(OOPS));
    }

    @Test
    void typeHasWhatIsSaidOfItAndTheRestOfAll() {
        FailurePolicy policy = policy(
                Map.of("jitter", "0", "first", "3s", "types.\"mail.digest\".attempts", "2", "types.plain.first", "7s"));
        Task digest = Task.builder(new TaskId("t"), Payload.text(""))
                .type("mail.digest")
                .build();
        Task plain =
                Task.builder(new TaskId("t"), Payload.text("")).type("plain").build();
        assertThat(policy.decide(attempt(digest, 1), failed())).isEqualTo(retry(Duration.ofSeconds(3)));
        assertThat(policy.decide(attempt(digest, 2), failed())).isEqualTo(new Outcome.Dead(OOPS));
        assertThat(policy.decide(attempt(plain, 1), failed())).isEqualTo(retry(Duration.ofSeconds(7)));
        assertThat(policy.decide(attempt(plain, 9), failed())).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void taskWhoseDeadlinePassesBeforeItsNextAttemptIsDeadNow() {
        FailurePolicy policy = policy(Map.of("jitter", "0", "first", "10s"));
        assertThat(policy.decide(attempt(until(NOW.plusSeconds(10)), 1), failed()))
                .isInstanceOf(Outcome.Retry.class);
        assertThat(policy.decide(attempt(until(NOW.plusSeconds(9)), 1), failed()))
                .isEqualTo(new Outcome.Dead(new Failure(
                        Reason.EXPIRED,
                        "its deadline 2026-11-22T12:00:09Z passes before the next attempt; the last one failed: oops",
                        "detail")));
    }

    /** 33 s are 40 on the ladder. */
    @Test
    void delayIsWhatItWillBeWhenItIsHeldAgainstTheDeadline() {
        FailurePolicy policy = policy(Map.of("jitter", "0", "first", "33s"));
        assertThat(policy.decide(attempt(until(NOW.plusSeconds(39)), 1), failed()))
                .isInstanceOf(Outcome.Dead.class);
        assertThat(policy.decide(attempt(until(NOW.plusSeconds(40)), 1), failed()))
                .isEqualTo(retry(Duration.ofSeconds(40)));
    }

    @Test
    void valueOutOfItsRangeEndsTheStartAndIsNamed() {
        assertThatThrownBy(() -> policy(Map.of("attempts", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("warren.worker.retry: attempts has to be at least 1, not 0");
        assertThatThrownBy(() -> policy(Map.of("crashes", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("warren.worker.retry: crashes has to be at least 1, not 0");
        assertThatThrownBy(() -> policy(Map.of("types.mail.factor", "0.1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("warren.worker.retry.types.\"mail\": factor");
    }

    private static FailurePolicy policy(Map<String, String> settings) {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                .forClassLoader(FailurePolicyTest.class.getClassLoader())
                .addDiscoveredConverters()
                .withMapping(RetryConfig.class);
        settings.forEach((name, value) -> config.withDefaultValue("warren.worker.retry." + name, value));
        return new FailurePolicy(
                config.build().getConfigMapping(RetryConfig.class),
                new DelayLadder(22),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Task task() {
        return Task.of(new TaskId("t"), Payload.text(""));
    }

    private static Task until(Instant deadline) {
        return Task.builder(new TaskId("t"), Payload.text(""))
                .deadline(deadline)
                .build();
    }

    private static Attempt attempt(Task task, int number) {
        return new Attempt(task, "q", number, false, NOW.plusSeconds(600));
    }

    private static Outcome.Retry failed() {
        return new Outcome.Retry(Optional.empty(), OOPS);
    }

    private static Outcome retry(Duration delay) {
        return new Outcome.Retry(Optional.of(delay), OOPS);
    }
}
