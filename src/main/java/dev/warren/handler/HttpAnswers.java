package dev.warren.handler;

import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * What HTTP answers mean: 2xx succeeded; with a {@code Retry-After} a retry after that delay; 408, 425, 429 and 5xx failed, to be
 * tried again as the policy says; every other one will not get better, so the task is dead.
 *
 * @param longestDelay what a {@code Retry-After} is cut to
 */
record HttpAnswers(HttpTarget target, Duration longestDelay, Clock clock) {

    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    /** @param retryAfter the header's value, null without one */
    Outcome outcome(int status, String statusText, String retryAfter, String body) {
        if (isSuccess(status)) {
            return Outcome.succeeded();
        }
        String message = Failures.oneLine("POST " + target + " answered " + status + " " + statusText);
        Failure failed = new Failure(Reason.FAILED, message, body);
        Optional<Duration> delay = Optional.ofNullable(retryAfter).flatMap(this::delay);
        if (delay.isPresent()) {
            return new Outcome.Retry(delay, failed);
        }
        if (TEMPORARY.contains(status) || status >= 500) {
            return Outcome.failed(failed);
        }
        return new Outcome.Dead(new Failure(Reason.REJECTED, message, body));
    }

    /** Seconds or an HTTP date, RFC 9110 section 10.2.3; nothing if it is neither. */
    private Optional<Duration> delay(String retryAfter) {
        String value = retryAfter.strip();
        if (value.matches("[0-9]+")) {
            return Optional.of(value.length() > 9 ? longestDelay : bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(clock.instant(), when)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
    }
}
