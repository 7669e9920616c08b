package dev.warren.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.amqp.letter.Letter;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {

    @ParameterizedTest
    @CsvSource({
        "delivery_limit, crashed",
        "expired, expired",
        "rejected, rejected",
        "maxlen, failed",
    })
    void brokersReasonIsOneOfWarrens(String brokers, String reason) {
        DeadLetter letter = letter(Map.of(
                "x-first-death-reason",
                brokers,
                "x-death",
                List.of(Map.of("time", new Date(1_000_000), "queue", "emails", "reason", brokers))));

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.at()).hasValue(Instant.ofEpochMilli(1_000_000));
        assertThat(letter.queue()).hasValue("emails");
    }

    @Test
    void whatWarrenSaysCountsWhereNothingWasMoved() {
        DeadLetter letter = letter(Map.of(
                "warren-reason", "timed-out",
                "warren-failed-at", "2026-11-22T08:00:00Z",
                "x-first-death-reason", "rejected"));

        assertThat(letter.reason()).isEqualTo("timed-out");
        assertThat(letter.at()).hasValue(Instant.parse("2026-11-22T08:00:00Z"));
    }

    /** A retry: it was delayed first, and its headers are of the attempt before. */
    @ParameterizedTest
    @CsvSource({"delivery_limit, crashed", "rejected, rejected"})
    void lastMoveCountsBeforeTheFirstAndBeforeEarlierAttempts(String brokers, String reason) {
        DeadLetter letter = letter(Map.of(
                "warren-reason",
                "timed-out",
                "warren-error",
                "too slow",
                "warren-failed-at",
                "2026-11-22T08:00:00Z",
                "warren-worker",
                "pod-1/1",
                "x-first-death-reason",
                "expired",
                "x-first-death-queue",
                "warren.delay.03",
                "x-death",
                List.of(
                        Map.of("time", new Date(2_000_000), "queue", "emails", "reason", brokers),
                        Map.of("time", new Date(1_000_000), "queue", "warren.delay.03", "reason", "expired"))));

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.at()).hasValue(Instant.ofEpochMilli(2_000_000));
        assertThat(letter.queue()).hasValue("emails");
        assertThat(letter.error()).isEmpty();
        assertThat(letter.worker()).isEmpty();
    }

    /** Another program published it as a dead letter, with the headers that the task came with. */
    @Test
    void delayIsNoEnd() {
        Map<String, Object> delayed = Map.of(
                "x-first-death-reason",
                "expired",
                "x-death",
                List.of(Map.of("time", new Date(1_000_000), "queue", "warren.delay.due.emails", "reason", "expired")));
        Map<String, Object> failed = new HashMap<>(delayed);
        failed.put("warren-reason", "timed-out");

        assertThat(letter(delayed).reason()).isEqualTo("failed");
        assertThat(letter(delayed).at()).isEmpty();
        assertThat(letter(failed).reason()).isEqualTo("timed-out");
    }

    @Test
    void whatCantBeReadIsUndecodable() {
        DeadLetter letter = letter(Map.of("warren-unreadable", "malformed"));

        assertThat(letter.reason()).isEqualTo("undecodable");
        assertThat(letter.error()).hasValue("malformed");
    }

    @Test
    void headersOfOtherTypesAreAsIfAbsent() {
        DeadLetter letter = letter(Map.of(
                "warren-reason",
                7,
                "warren-failed-at",
                "yesterday",
                "warren-error",
                List.of("a"),
                "warren-attempt",
                "many",
                "x-death",
                List.of("none")));

        assertThat(letter.reason()).isEqualTo("failed");
        assertThat(letter.at()).isEmpty();
        assertThat(letter.error()).isEmpty();
        assertThat(letter.attempts()).isZero();
    }

    @Test
    void longTextsAreCut() {
        assertThat(letter(Map.of("warren-error", "x".repeat(50_000))).error())
                .hasValueSatisfying(error -> assertThat(error).hasSizeLessThan(1_100));
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (String before : List.of("", "x")) {
            String text = before + "\ud83d\ude00".repeat(1_000);
            assertThat(letter(Map.of("warren-error", text)).error()).hasValueSatisfying(error -> assertThat(
                            text.substring(error.length()).codePointAt(0))
                    .isEqualTo(0x1F600));
        }
    }

    private static DeadLetter letter(Map<String, Object> headers) {
        return DeadLetter.of(
                new Letter(new BasicProperties.Builder().headers(headers).build(), 5));
    }
}
