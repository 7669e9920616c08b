package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.warren.amqp.PublishResult;
import dev.warren.amqp.PublishResult.Confirmed;
import dev.warren.task.Task;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(BatchTest.SmallWindow.class)
class BatchTest {

    private static final int WINDOW = 10;
    private static final String BATCH = "/api/queues/emails/tasks/batch";
    private static final String LINES = "application/x-ndjson";
    private static final String ARRAY = "application/json";

    /** So few that a test sees it fill. */
    public static final class SmallWindow extends ScriptedBroker {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("warren.gateway.batch-window", String.valueOf(WINDOW));
            overrides.put("warren.gateway.max-batch-items", "1000");
            overrides.put("warren.gateway.max-payload", "1000");
            return overrides;
        }
    }

    @TestHTTPResource
    URI server;

    @Inject
    ScriptedPublisher publisher;

    @BeforeEach
    void reset() {
        publisher.reset();
    }

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

    @Test
    void noMoreItemsWaitForTheirConfirmsThanTheWindowHolds() throws IOException {
        Queue<CompletableFuture<PublishResult>> waiting = unconfirmed();
        byte[] body = item("a").repeat(50).getBytes(StandardCharsets.UTF_8);
        try (RawHttp raw = open(body.length)) {
            raw.bytes(body);

            for (int rest = 50; rest > 0; rest -= WINDOW) {
                await().until(() -> waiting.size() >= WINDOW);
                assertThat(waiting).hasSize(WINDOW);
                for (int i = 0; i < WINDOW; i++) {
                    waiting.remove().complete(new Confirmed());
                }
            }
            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 202").contains("\"accepted\":50");
        }
    }

    @Test
    void clientThatGoesAwayEndsTheReading() throws IOException {
        Queue<CompletableFuture<PublishResult>> waiting = unconfirmed();
        byte[] body = item("a").repeat(50).getBytes(StandardCharsets.UTF_8);
        try (RawHttp raw = open(body.length + 1)) {
            raw.bytes(body);
            await().until(() -> waiting.size() == WINDOW);
        }
        await().untilAsserted(() -> assertThat(activeRequests()).isOne()); // the one that asks for the metric

        waiting.forEach(result -> result.complete(new Confirmed()));

        post(LINES, item("b")); // its own confirm is awaited by nobody else
        assertThat(publisher.published().stream()
                        .filter(sent -> sent.task().id().value().equals("a")))
                .hasSize(WINDOW);
    }

    private Queue<CompletableFuture<PublishResult>> unconfirmed() {
        Queue<CompletableFuture<PublishResult>> waiting = new ConcurrentLinkedQueue<>();
        publisher.answer(task -> {
            if (task.id().value().equals("b")) {
                return CompletableFuture.completedFuture(new Confirmed());
            }
            return hold(task, waiting);
        });
        return waiting;
    }

    private static CompletionStage<PublishResult> hold(Task task, Queue<CompletableFuture<PublishResult>> waiting) {
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        waiting.add(result);
        return result;
    }

    private RawHttp open(int length) throws IOException {
        return new RawHttp(server)
                .lines(
                        "POST " + BATCH + " HTTP/1.1",
                        "Host: x",
                        "Connection: close",
                        "Content-Type: " + LINES,
                        "Content-Length: " + length,
                        "");
    }

    private static double activeRequests() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_active_requests"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"payload\":\"hello\"}\n";
    }

    private static ValidatableResponse post(String contentType, String body) {
        return given().config(RestAssured.config()
                        .encoderConfig(RestAssured.config()
                                .getEncoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(BATCH)
                .then();
    }
}
