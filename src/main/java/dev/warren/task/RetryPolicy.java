package dev.warren.task;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often a failing task is tried, and when again: exponential backoff with jitter, so that tasks that failed together don't
 * come back together.
 *
 * @param attempts runs in all, the first one included; at least 1
 * @param first delay before the second attempt
 * @param factor by which the delay grows from one attempt to the next; at least 1
 * @param longest delay there can be, before jitter
 * @param jitter the part of a delay that is left to chance, 0 to 1: 0.2 makes 8 to 12 seconds of 10
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration longest, double jitter) {

    /** The longest delay that can be asked for. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** @throws IllegalArgumentException if a value is out of its range */
    public RetryPolicy {
        require(attempts >= 1, "attempts has to be at least 1, not " + attempts);
        require(!first.isNegative(), "first must not be negative: " + first);
        require(factor >= 1, "factor has to be at least 1, not " + factor);
        require(!longest.isNegative(), "longest must not be negative: " + longest);
        require(
                first.compareTo(LONGEST) <= 0 && longest.compareTo(LONGEST) <= 0,
                "first and longest have to be at most " + LONGEST.toDays() + " days");
        require(jitter >= 0 && jitter <= 1, "jitter has to be 0 to 1, not " + jitter);
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempt the number of the one that failed, from 1
     * @return empty if it was the last
     */
    public Optional<Duration> delayAfter(int attempt, RandomGenerator random) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        double millis = Math.min(longest.toMillis(), first.toMillis() * Math.pow(factor, Math.max(0, attempt - 1)));
        double share = 1 + jitter * (2 * random.nextDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(millis * share)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
