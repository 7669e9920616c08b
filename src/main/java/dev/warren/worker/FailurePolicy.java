package dev.warren.worker;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.RetryPolicy;
import dev.warren.task.Task;
import dev.warren.worker.RetryConfig.TypeConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides what follows a failed run. */
@ApplicationScoped
public class FailurePolicy {

    private final RetryPolicy standard;
    private final Map<String, RetryPolicy> byType;
    private final int mostCrashes;
    private final DelayLadder ladder;
    private final Clock clock;

    /** @throws ConfigurationException a value is out of its range */
    public FailurePolicy(RetryConfig config, DelayLadder ladder, Clock clock) {
        this.standard = valid(
                "warren.worker.retry",
                () -> new RetryPolicy(
                        config.attempts(), config.first(), config.factor(), config.longest(), config.jitter()));
        this.byType = config.types().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, type -> policy(type.getKey(), type.getValue())));
        if (config.crashes() < 1) {
            throw new ConfigurationException(
                    "warren.worker.retry: crashes has to be at least 1, not " + config.crashes());
        }
        this.mostCrashes = config.crashes();
        this.ladder = ladder;
        this.clock = clock;
    }

    /** @return {@link Outcome.Retry} with the delay that it will have, or {@link Outcome.Dead} */
    Outcome decide(Attempt attempt, Outcome.Retry retry) {
        Optional<Duration> backoff = policyOf(attempt.task()).delayAfter(attempt.number(), ThreadLocalRandom.current());
        if (backoff.isEmpty()) {
            return new Outcome.Dead(retry.failure());
        }
        Duration delay =
                ladder.rounded(retry.delay().map(FailurePolicy::bounded).orElse(backoff.get()));
        Instant next = clock.instant().plus(delay);
        if (attempt.deadline().filter(next::isAfter).isPresent()) {
            return new Outcome.Dead(tooLate(attempt, retry.failure()));
        }
        return new Outcome.Retry(Optional.of(delay), retry.failure());
    }

    /** Handlers may ask for for ever, which no point in time is after. */
    private static Duration bounded(Duration delay) {
        return delay.compareTo(RetryPolicy.LONGEST) < 0 ? delay : RetryPolicy.LONGEST;
    }

    /** @return how long a task waits that has come back without an outcome; empty if it is not to be tried again */
    Optional<Duration> afterCrash(Task task, CrashCount count) {
        return count.inARow() >= mostCrashes
                ? Optional.empty()
                : policyOf(task)
                        .delayAfter(count.attempts(), ThreadLocalRandom.current())
                        .map(ladder::rounded);
    }

    private RetryPolicy policyOf(Task task) {
        return task.type().map(byType::get).orElse(standard);
    }

    /** It would only wait to expire. */
    private static Failure tooLate(Attempt attempt, Failure last) {
        return new Failure(
                Reason.EXPIRED,
                "its deadline " + attempt.deadline().orElseThrow() + " passes before the next attempt; the last one "
                        + last,
                last.detail());
    }

    private RetryPolicy policy(String type, TypeConfig config) {
        return valid(
                "warren.worker.retry.types.\"" + type + "\"",
                () -> new RetryPolicy(
                        config.attempts().orElse(standard.attempts()),
                        config.first().orElse(standard.first()),
                        config.factor().orElse(standard.factor()),
                        config.longest().orElse(standard.longest()),
                        config.jitter().orElse(standard.jitter())));
    }

    private static RetryPolicy valid(String where, Supplier<RetryPolicy> policy) {
        try {
            return policy.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(where + ": " + e.getMessage(), e);
        }
    }
}
