package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswersTest {

    private final HttpAnswers answers = new HttpAnswers(
            HttpTarget.of(Optional.of("http://mailer/tasks")),
            Duration.ofHours(1),
            Clock.fixed(Instant.parse("2015-10-21T07:28:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void every2xxIsSuccess(int status) {
        assertThat(answers.outcome(status, "", "10", "body")).isEqualTo(Outcome.succeeded());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsAFailureForThePolicy(int status) {
        assertThat(answers.outcome(status, "Sorry", null, "try later"))
                .isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                    assertThat(retry.delay()).isEmpty();
                    assertThat(retry.failure().reason()).isEqualTo(Reason.FAILED);
                    assertThat(retry.failure().message())
                            .isEqualTo("POST http://mailer:80/tasks answered " + status + " Sorry");
                    assertThat(retry.failure().detail()).isEqualTo("try later");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 409, 410, 413, 422})
    void whatWillNotPassIsDead(int status) {
        assertThat(answers.outcome(status, "No", null, ""))
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.failure().reason()).isEqualTo(Reason.REJECTED));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "' 120 ', PT2M",
        "7200, PT1H",
        "99999999999999999999999, PT1H",
        "'Wed, 21 Oct 2015 07:30:00 GMT', PT2M",
        "'Wed, 21 Oct 2015 07:00:00 GMT', PT0S",
        "'Thu, 21 Oct 2055 07:00:00 GMT', PT1H"
    })
    void retryAfterIsTheDelayWithinBounds(String retryAfter, Duration delay) {
        assertThat(answers.outcome(429, "", retryAfter, ""))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.delay()).contains(delay));
        assertThat(answers.outcome(409, "", retryAfter, "")).isInstanceOf(Outcome.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "٣", "2015-10-21"})
    void unreadableRetryAfterIsAsGoodAsNone(String retryAfter) {
        assertThat(answers.outcome(503, "", retryAfter, "")).isEqualTo(answers.outcome(503, "", null, ""));
        assertThat(answers.outcome(400, "", retryAfter, "")).isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void statusTextCannotBreakTheLine() {
        Outcome.Dead dead = (Outcome.Dead) answers.outcome(400, "a\nb" + "x".repeat(10_000), null, "");
        assertThat(dead.failure().message()).isEqualTo("POST http://mailer:80/tasks answered 400 a");
    }
}
