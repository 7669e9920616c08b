package dev.warren.gateway;

import static dev.warren.harness.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.gateway.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Batches whose client, or whose broker, takes its time. */
@QuarkusTest
@TestProfile(SmallBatches.class)
class BatchStreamTest extends ScriptedGatewayTest {

    private static final int MORE_THAN_IS_DISCARDED = 100 * 1024 * 1024;
    private static final String BATCH = "/api/queues/emails/tasks/batch";
    private static final String LINES = "application/x-ndjson";

    @TestHTTPResource
    URI server;

    @Test
    void noMoreItemsWaitForTheirConfirmsThanTheWindowHolds() throws IOException {
        Queue<CompletableFuture<PublishResult>> waiting = unconfirmed();
        byte[] body = item("a").repeat(50).getBytes(StandardCharsets.UTF_8);
        try (RawHttp raw = open(body.length)) {
            raw.bytes(body);

            for (int rest = 50; rest > 0; rest -= SmallBatches.WINDOW) {
                await().until(() -> waiting.size() >= SmallBatches.WINDOW);
                assertThat(waiting).hasSize(SmallBatches.WINDOW);
                for (int i = 0; i < SmallBatches.WINDOW; i++) {
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
            await().until(() -> waiting.size() == SmallBatches.WINDOW);
        }
        await().untilAsserted(() -> assertThat(ActiveRequests.count()).isZero());
        assertThat(faults.messages()).isEmpty();

        waiting.forEach(result -> result.complete(new Confirmed()));

        given().header("Content-Type", LINES)
                .body(item("b").getBytes(StandardCharsets.UTF_8))
                .post(BATCH); // its own confirm is awaited by nobody else
        assertThat(publisher.published().stream()
                        .filter(sent -> sent.task().id().value().equals("a")))
                .hasSize(SmallBatches.WINDOW);
    }

    @Test
    void clientThatIsStillSendingGetsToReadWhereItsBatchEnded() throws IOException {
        byte[] items = item("a").repeat(1001).getBytes(StandardCharsets.UTF_8);
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(
                    "POST " + BATCH + " HTTP/1.1",
                    "Host: x",
                    "Content-Type: " + LINES,
                    "Content-Length: " + MORE_THAN_IS_DISCARDED,
                    "");
            raw.bytes(items);
            await().until(() -> publisher.published().size() == 1000);

            AtomicInteger sent = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                raw.bytes(new byte[1000]);
                return sent.incrementAndGet() == 50;
            });

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 207").contains("\"accepted\":1000");
        }
    }

    @Test
    void batchThatStallsEndsThere() throws IOException {
        byte[] items = item("a").repeat(3).getBytes(StandardCharsets.UTF_8);
        try (RawHttp raw = open(items.length + 1)) {
            assertThat(raw.bytes(items).readToEnd())
                    .startsWith("HTTP/1.1 207")
                    .contains("\"accepted\":3", "/problems/body-timeout");
        }
    }

    @Test
    void slowBatchIsWaitedForAsLongAsItMoves() throws IOException {
        byte[] item = item("a").getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        AtomicInteger sent = new AtomicInteger();
        int all = 100;
        try (RawHttp raw = open(all * item.length)) {
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        raw.bytes(item);
                        return sent.incrementAndGet() == all;
                    });

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 202").contains("\"accepted\":" + all);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SmallBatches.PATIENCE);
        }
    }

    @Test
    void bodyThatStallsIsRefused() throws IOException {
        for (RawHttp raw : List.of(
                stalled("/api/queues/emails/tasks"),
                stalled("/api/exchanges/events/messages"),
                stalled("/api/queues/emails/tasks/batch"))) {
            try (raw) {
                assertThat(raw.readToEnd())
                        .startsWith("HTTP/1.1 408")
                        .containsIgnoringCase("connection: close")
                        .contains(Problem.MEDIA_TYPE, "/problems/body-timeout");
            }
        }
        assertThat(publisher.published()).isEmpty();
    }

    /** A request of whose body the first byte comes, and no more. */
    private RawHttp stalled(String path) throws IOException {
        return new RawHttp(server)
                .lines("POST " + path + " HTTP/1.1", "Host: x", "Content-Type: " + LINES, "Content-Length: 3", "")
                .bytes(new byte[1]);
    }

    private Queue<CompletableFuture<PublishResult>> unconfirmed() {
        Queue<CompletableFuture<PublishResult>> waiting = new ConcurrentLinkedQueue<>();
        publisher.answer(task -> {
            if (task.id().value().equals("b")) {
                return CompletableFuture.completedFuture(new Confirmed());
            }
            CompletableFuture<PublishResult> result = new CompletableFuture<>();
            waiting.add(result);
            return result;
        });
        return waiting;
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

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"payload\":\"hello\"}\n";
    }
}
