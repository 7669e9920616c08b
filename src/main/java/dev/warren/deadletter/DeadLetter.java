package dev.warren.deadletter;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.letter.Letter;
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
        Optional<Map<?, ?>> move = move(headers);
        // A letter that the broker has moved has these of an earlier attempt, if at all.
        Map<String, Object> said = move.isPresent() ? Map.of() : headers;
        Optional<String> unreadable = letter.unreadable();
        return new DeadLetter(
                letter.id(),
                letter.type(),
                text(said, FailureHeaders.REASON, MAX_WORD)
                        .or(() -> unreadable.map(why -> Reason.UNDECODABLE.label()))
                        .orElseGet(() -> brokersReason(move, headers)),
                text(said, FailureHeaders.FAILED_AT, MAX_WORD)
                        .flatMap(DeadLetter::instant)
                        .or(() -> move.flatMap(DeadLetter::time)),
                text(said, FailureHeaders.ERROR, MAX_ERROR).or(() -> unreadable),
                text(said, FailureHeaders.WORKER, MAX_WORD),
                text(said, FailureHeaders.QUEUE, MAX_WORD)
                        .or(() -> move.flatMap(last -> text(last, "queue", MAX_WORD))),
                letter.attempts(),
                letter.size(),
                letter.contentType());
    }

    /** What came first is only asked where nothing else is said: of a task that was once delayed, it is a delay that expired. */
    private static String brokersReason(Optional<Map<?, ?>> move, Map<String, Object> headers) {
        String words = move.flatMap(last -> text(last, "reason", MAX_WORD))
                .or(() ->
                        deaths(headers).isEmpty() ? text(headers, "x-first-death-reason", MAX_WORD) : Optional.empty())
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

    private static Optional<Instant> time(Map<?, ?> move) {
        return move.get("time") instanceof Date time ? Optional.of(time.toInstant()) : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The broker's record of the last move out of a queue, the first of them; those up and down the ladder are none. */
    private static Optional<Map<?, ?>> move(Map<String, Object> headers) {
        return deaths(headers).stream()
                .findFirst()
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .filter(last -> !(last.get("queue") instanceof String queue && DelayLadder.includes(queue)));
    }

    private static List<?> deaths(Map<String, Object> headers) {
        return headers.get("x-death") instanceof List<?> deaths ? deaths : List.of();
    }

    private static Optional<String> text(Map<?, ?> headers, String name, int longest) {
        return headers.get(name) instanceof String text
                ? Optional.of(Excerpt.startOf(text, longest))
                : Optional.empty();
    }
}
