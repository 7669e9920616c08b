package dev.warren.deadletter;

import dev.warren.amqp.Letter;
import dev.warren.task.Excerpt;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dead letter says of its end, as far as it can be read. Texts are cut: foreign messages may say anything, at any
 * length.
 *
 * @param id the task's; absent on foreign messages without one
 * @param reason a class of failure, mostly one of {@link Reason}
 * @param at when it failed; absent where nothing says so
 * @param error one line
 * @param worker the process that ran it last
 * @param queue the queue that it was in
 * @param attempts how many had been made
 * @param size of the payload, in bytes
 */
public record DeadLetter(
        Optional<String> id,
        Optional<String> type,
        String reason,
        Optional<Instant> at,
        Optional<String> error,
        Optional<String> worker,
        Optional<String> queue,
        int attempts,
        long size,
        Optional<String> contentType) {

    private static final int MAX_WORD = 255;
    private static final int MAX_ERROR = 1_001;

    public static DeadLetter of(Letter letter) {
        Map<String, Object> headers = letter.headers();
        return new DeadLetter(
                letter.id(),
                letter.type(),
                text(headers, FailureHeaders.REASON, MAX_WORD).orElseGet(() -> brokersReason(headers)),
                at(headers),
                text(headers, FailureHeaders.ERROR, MAX_ERROR).or(letter::unreadable),
                text(headers, FailureHeaders.WORKER, MAX_WORD),
                text(headers, FailureHeaders.QUEUE, MAX_WORD).or(() -> text(death(headers), "queue", MAX_WORD)),
                letter.attempts(),
                letter.size(),
                letter.contentType());
    }

    /** For letters that the broker itself has moved. */
    private static String brokersReason(Map<String, Object> headers) {
        String words = text(headers, "x-first-death-reason", MAX_WORD)
                .or(() -> text(death(headers), "reason", MAX_WORD))
                .orElse("");
        Reason reason =
                switch (words) {
                    case "delivery_limit" -> Reason.CRASHED;
                    case "expired" -> Reason.EXPIRED;
                    case "rejected" -> Reason.REJECTED;
                    default -> Reason.FAILED;
                };
        return reason.label();
    }

    private static Optional<Instant> at(Map<String, Object> headers) {
        Optional<Instant> said =
                text(headers, FailureHeaders.FAILED_AT, MAX_WORD).flatMap(DeadLetter::instant);
        return said.or(() -> Optional.ofNullable(death(headers).get("time"))
                .filter(Date.class::isInstance)
                .map(time -> ((Date) time).toInstant()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The broker's record of the last move, or nothing. */
    private static Map<?, ?> death(Map<String, Object> headers) {
        return headers.get("x-death") instanceof List<?> deaths
                        && !deaths.isEmpty()
                        && deaths.get(0) instanceof Map<?, ?> last
                ? last
                : Map.of();
    }

    private static Optional<String> text(Map<?, ?> headers, String name, int longest) {
        return headers.get(name) instanceof String text
                ? Optional.of(Excerpt.startOf(text, longest))
                : Optional.empty();
    }
}
