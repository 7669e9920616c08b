package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.gateway.ScriptedPublisher.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class DelayedSubmitTest {

    private static final String TASKS = "/api/queues/emails/tasks";

    @Inject
    ScriptedPublisher publisher;

    @Inject
    ScriptedDelayRoutes routes;

    @Inject
    DelayLadder ladder;

    @BeforeEach
    void reset() {
        publisher.reset();
        routes.answerWith(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"90,90", "90s,90", "1h30m,5400", "2d,172800", "1d1h,90000", "PT90S,90", "P1DT1M,86460", "1.5s,2"})
    void delayedTaskGoesOntoTheLadder(String delay, long seconds) {
        Instant before = Instant.now();

        Published published = submitted(given().header("Warren-Delay", delay));

        assertThat(published.destination()).isEqualTo(onTheLadder(seconds));
        assertThat(published.task().notBefore().orElseThrow())
                .isBetween(before.plusSeconds(seconds - 1), Instant.now().plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "+02:00", "-11:30"})
    void taskIsDelayedUntilItsTime(String offset) {
        Instant before = Instant.now();
        Instant due = before.plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);

        Published published = submitted(given().header(
                        "Warren-Run-At", due.atOffset(ZoneOffset.of(offset)).toString()));

        assertThat(published.task().notBefore()).contains(due);
        assertThat(published.destination()).isIn(onTheLadderUntil(due, before));
    }

    @Test
    void queryParametersSayTheSame() {
        assertThat(submitted(given().queryParam("delay", "1h")).destination()).isEqualTo(onTheLadder(3_600));

        Instant before = Instant.now();
        Instant due = before.plus(Duration.ofHours(1));
        assertThat(submitted(given().queryParam("run-at", due.toString())).destination())
                .isIn(onTheLadderUntil(due, before));
    }

    @Test
    void itemsOfABatchHaveDelaysOfTheirOwn() {
        given().contentType("application/x-ndjson")
                .body("""
                        {"payload": 1, "delay": 5}
                        {"payload": 2, "delay": "2m"}
                        {"payload": 3, "runAt": "2001-01-01T00:00:00Z"}
                        {"payload": 4, "delay": -1}
                        {"payload": 5, "delay": "9999d"}
                        {"payload": 6, "delay": 5, "runAt": "2001-01-01T00:00:00Z"}
                        """.getBytes(StandardCharsets.UTF_8))
                .post(TASKS + "/batch")
                .then()
                .statusCode(207)
                .body("items.status", equalTo(List.of(202, 202, 202, 400, 422, 400)));

        assertThat(publisher.published())
                .extracting(Published::destination)
                .containsExactly(onTheLadder(5), onTheLadder(120), new Destination("warren.tasks", "emails"));
    }

    @ParameterizedTest
    @CsvSource({"Warren-Delay,0", "Warren-Delay,PT0S", "Warren-Run-At,2001-01-01T00:00:00Z"})
    void taskThatIsDueAlreadyGoesToItsQueueAtOnce(String header, String value) {
        assertThat(submitted(given().header(header, value)).destination())
                .isEqualTo(new Destination("warren.tasks", "emails"));
    }

    @ParameterizedTest
    @CsvSource({
        "Warren-Delay,-1",
        "Warren-Delay,''",
        "Warren-Delay,soon",
        "Warren-Delay,1x",
        "Warren-Delay,30m1h",
        "Warren-Delay,PT-5S",
        "Warren-Delay,99999999999999999999",
        "Warren-Run-At,tomorrow",
        "Warren-Run-At,2027-01-31",
        "Warren-Run-At,2027-01-31T08:00:00",
        "Warren-Run-At,2027-02-30T08:00:00Z"
    })
    void unreadableTimeIsInvalid(String header, String value) {
        given().header(header, value)
                .post(TASKS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-task"));

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void delayAndTimeTogetherAreInvalid() {
        given().header("Warren-Delay", "5")
                .queryParam("run-at", "2027-01-31T08:00:00Z")
                .post(TASKS)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"Warren-Delay,49d", "Warren-Delay,9999999999999d", "Warren-Run-At,+999999999-12-31T00:00:00Z"})
    void delayBeyondTheLadderIsTooLong(String header, String value) {
        given().header(header, value)
                .header("Warren-Task-Id", "t-1")
                .post(TASKS)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/delay-too-long"))
                .body("limit", equalTo((int) ladder.height().toSeconds()))
                .body("id", equalTo("t-1"));

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void delayedTaskForAQueueThatIsNotThereIsNotFound() {
        routes.answerWith(Optional.of(new PublishResult.Unroutable(DelayLadder.DUE, "emails")));

        given().header("Warren-Delay", "5")
                .post(TASKS)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/queue-not-found"));

        assertThat(publisher.published()).isEmpty();
    }

    private Destination onTheLadder(long seconds) {
        return ladder.destination("emails", Duration.ofSeconds(seconds)).orElseThrow();
    }

    /** For as many whole seconds as were left at some time since then. */
    private List<Destination> onTheLadderUntil(Instant due, Instant submitted) {
        long most = wholeSeconds(submitted, due);
        return LongStream.rangeClosed(wholeSeconds(Instant.now(), due), most)
                .mapToObj(this::onTheLadder)
                .toList();
    }

    private static long wholeSeconds(Instant from, Instant to) {
        return Duration.between(from, to).plusNanos(999_999_999).toSeconds();
    }

    private Published submitted(RequestSpecification request) {
        publisher.reset();
        request.post(TASKS).then().statusCode(202);
        return publisher.published().get(0);
    }
}
