package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.gateway.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SmallBatches.class)
class BatchTest extends ScriptedGatewayTest {

    private static final String BATCH = "/api/queues/emails/tasks/batch";
    private static final String LINES = "application/x-ndjson";
    private static final String ARRAY = "application/json";

    @Inject
    FragileClock clock;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-ndjson|{\"id\":\"a\",\"payload\":1} LF {\"id\":\"b\",\"payload\":2}",
                "application/ndjson|{\"id\":\"a\",\"payload\":1} LF {\"id\":\"b\",\"payload\":2}",
                "application/json|[{\"id\":\"a\",\"payload\":1},{\"id\":\"b\",\"payload\":2}]",
                "application/json; charset=utf-8|[{\"id\":\"a\",\"payload\":1},{\"id\":\"b\",\"payload\":2}]"
            })
    void batchWhoseTasksAreAllConfirmedIsAccepted(String contentType, String body) {
        post(contentType, body.replace(" LF ", "\n"))
                .statusCode(202)
                .contentType(ARRAY)
                .body("accepted", equalTo(2))
                .body("failed", equalTo(0))
                .body("items.id", equalTo(List.of("a", "b")))
                .body("items.status", equalTo(List.of(202, 202)));
    }

    @Test
    void fatesAreInOrderHoweverTheConfirmsCome() {
        Queue<CompletableFuture<PublishResult>> waiting = new ConcurrentLinkedQueue<>();
        publisher.answer(task -> {
            if (task.id().value().equals("last")) {
                waiting.forEach(result -> result.complete(new Confirmed()));
                return CompletableFuture.completedFuture(new Confirmed());
            }
            CompletableFuture<PublishResult> result = new CompletableFuture<>();
            waiting.add(result);
            return task.id().value().equals("bad")
                    ? CompletableFuture.completedFuture(new PublishResult.Refused())
                    : result;
        });

        post(LINES, item("first") + item("bad") + "nonsense\n" + item("last"))
                .statusCode(207)
                .body("accepted", equalTo(2))
                .body("failed", equalTo(2))
                .body("items.status", equalTo(List.of(202, 429, 400, 202)))
                .body("items[1].id", equalTo("bad"))
                .body("items[1].type", equalTo("/problems/queue-full"));
    }

    @Test
    void arrayThatBreaksEndsThere() {
        post(
                        ARRAY,
                        "[{\"id\":\"a\",\"payload\":1},{\"wrong\":1},{\"id\":\"b\",\"payload\":},{\"id\":\"c\",\"payload\":1}]")
                .statusCode(207)
                .body("items.status", equalTo(List.of(202, 400, 400)))
                .body("items[2].type", equalTo("/problems/invalid-batch"));

        assertThat(publisher.published()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-ndjson|''",
                "application/x-ndjson|' '",
                "application/json|[]",
                "application/json|{}",
                "application/json|''"
            })
    void batchWithoutItemsIsInvalid(String contentType, String body) {
        post(contentType, body)
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/invalid-batch"));
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson, UTF-16", "application/x-ndjson, UTF-16LE", "application/x-ndjson, UTF-32"})
    void linesInAnotherEncodingThanUtf8AreInvalid(String contentType, String encoding) {
        String line = "{\"payload\":{\"greeting\":\"hello\"}}";

        post(contentType, line.getBytes(Charset.forName(encoding)))
                .statusCode(207)
                .body("items.status", equalTo(List.of(400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE"})
    void arrayInAnotherEncodingThanUtf8IsInvalid(String encoding) {
        post(ARRAY, "[{\"payload\":{}}]".getBytes(Charset.forName(encoding)))
                .body("type", equalTo("/problems/invalid-batch"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {LINES + "|{\"payload\":{\"a\":1}}", ARRAY + "|[{\"payload\":{\"a\":1}}]"})
    void byteOrderMarkOfUtf8MeansNothing(String contentType, String body) {
        post(contentType, "\uFEFF" + body).statusCode(202);

        assertThat(publisher.published().get(0).task().payload().asText()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({LINES + ", ''", ARRAY + ", []"})
    void badJsonIsToldWhatIsWrongWithIt(String contentType, String brackets) {
        String item = "{\"payload\":1,\"payload\":2}";

        post(contentType, brackets.isEmpty() ? item : '[' + item + ']')
                .body(containsString("Duplicate field 'payload'"))
                .body(not(containsString("where the next one begins")));
    }

    @Test
    void whatIsToldOfBadJsonIsShort() {
        String name = "x".repeat(40_000);

        String detail = post(LINES, "{\"payload\":{\"" + name + "\":1,\"" + name + "\":2}}")
                .extract()
                .path("items[0].detail");

        assertThat(detail).hasSizeLessThan(300);
    }

    @Test
    void itemThatWarrenMakesAMistakeOverFailsAlone() {
        clock.stopFor(1);

        post(LINES, item("a") + item("b"))
                .statusCode(207)
                .body("items.status", equalTo(List.of(500, 202)))
                .body(not(containsString("secret")));
        assertThat(faults.messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml"})
    void otherMediaTypeIsUnsupported(String contentType) {
        post(contentType, item("a"))
                .statusCode(415)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/unsupported-media-type"));
    }

    @Test
    void itemThatIsTooLargeFailsAlone() {
        String payload = "x".repeat(1001);
        String endless = "x".repeat(500_000);

        post(LINES, "{\"id\":\"a\",\"payload\":\"" + payload + "\"}\n{\"payload\":\"" + endless + "\"}\n" + item("b"))
                .statusCode(207)
                .body("items.status", equalTo(List.of(413, 413, 202)));
    }

    @Test
    void batchWithTooManyItemsEndsAtTheLimit() {
        post(LINES, item("a").repeat(1005))
                .statusCode(207)
                .body("accepted", equalTo(1000))
                .body("items", hasSize(1001))
                .body("items[1000].type", equalTo("/problems/batch-too-large"));
    }

    @Test
    void batchOfAsManyItemsAsThereMayBeIsNotTooLarge() {
        post(LINES, item("a").repeat(1000)).statusCode(202).body("accepted", equalTo(1000));
        post(ARRAY, "[" + "{\"payload\":1},".repeat(999) + "{\"payload\":1}]")
                .statusCode(202)
                .body("accepted", equalTo(1000));
    }

    @Test
    void itemThatIsTooLargeIsOneTooManyAsWell() {
        post(LINES, item("a").repeat(1000) + "{\"payload\":\"" + "x".repeat(500_000) + "\"}")
                .statusCode(207)
                .body("items", hasSize(1001))
                .body("items[1000].type", equalTo("/problems/batch-too-large"));
    }

    @Test
    void brokerThatGoesAwayInTheMiddleLeavesEachItemItsFate() {
        AtomicInteger published = new AtomicInteger();
        publisher.answer(task -> CompletableFuture.completedFuture(
                published.incrementAndGet() <= 25 ? new Confirmed() : new PublishResult.Unavailable("away")));

        post(LINES, item("a").repeat(100))
                .statusCode(207)
                .body("accepted", equalTo(25))
                .body("failed", equalTo(75));
    }

    @Test
    void unforeseenErrorIsThatItemsFateAndTellsNothingOfTheInside() {
        publisher.answer(task -> {
            if (task.id().value().equals("a")) {
                throw new IllegalStateException("secret");
            }
            return CompletableFuture.failedFuture(new IllegalStateException("secret"));
        });

        post(LINES, item("a") + item("b"))
                .statusCode(207)
                .body("items.status", equalTo(List.of(500, 500)))
                .body(not(containsString("secret")));
    }

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"payload\":\"hello\"}\n";
    }

    private static ValidatableResponse post(String contentType, String body) {
        return post(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ValidatableResponse post(String contentType, byte[] body) {
        return given().config(RestAssured.config()
                        .encoderConfig(RestAssured.config()
                                .getEncoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", contentType)
                .body(body)
                .post(BATCH)
                .then();
    }
}
