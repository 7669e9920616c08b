package dev.warren.gateway;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class SubmitBodyTest extends ScriptedGatewayTest {

    private static final String SUBMIT = "POST /api/queues/emails/tasks HTTP/1.1";
    private static final int LIMIT = 1024 * 1024;
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    /** Of RFC 9113, section 7. */
    private static final long CANCEL = 8;

    @TestHTTPResource
    URI server;

    @Test
    void emptyBodyIsAccepted() throws IOException {
        assertThat(answer(SUBMIT, 0)).startsWith("HTTP/1.1 202");
        assertThat(publisher.published().get(0).task().payload().bytes()).isEmpty();
    }

    @Test
    void largestBodyIsAccepted() throws IOException {
        assertThat(answer(SUBMIT, LIMIT)).startsWith("HTTP/1.1 202");
        assertThat(publisher.published().get(0).task().payload().bytes()).hasSize(LIMIT);
    }

    @Test
    void oneByteMoreIsTooLarge() throws IOException {
        assertThat(answer(SUBMIT, LIMIT + 1))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/payload-too-large", "\"limit\":" + LIMIT);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void clientThatSendsMuchMoreStillReadsTheAnswer() throws IOException {
        assertThat(answer(SUBMIT, 15 * LIMIT)).startsWith("HTTP/1.1 413");
    }

    @Test
    void bodyOfUnannouncedLengthIsTooLargeToo() throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(SUBMIT, "Host: x", "Connection: close", "Transfer-Encoding: chunked", "");
            for (int sent = 0; sent <= LIMIT; sent += 1024) {
                raw.lines("400", "x".repeat(1024));
            }
            raw.lines("0", "");

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 413").contains("/problems/payload-too-large");
        }
    }

    @Test
    void connectionGoesOnAfterARefusal() throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(SUBMIT, "Host: x", "Content-Length: " + (LIMIT + 1), "").bytes(new byte[LIMIT + 1]);
            raw.lines(SUBMIT, "Host: x", "Warren-Priority: x", "Content-Length: 3", "")
                    .bytes(new byte[3]);
            raw.lines(SUBMIT, "Host: x", "Connection: close", "Content-Length: 0", "");

            assertThat(raw.readToEnd()).containsSubsequence("HTTP/1.1 413", "HTTP/1.1 400", "HTTP/1.1 202");
        }
    }

    @Test
    void clientThatHangsUpIsNoFault() throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(SUBMIT, "Host: x", "Content-Length: 3", "").bytes(new byte[1]);
            await().untilAsserted(() -> assertThat(ActiveRequests.count()).isOne());
        }
        await().untilAsserted(() -> assertThat(ActiveRequests.count()).isZero());

        assertThat(faults.messages()).isEmpty();
        assertThat(publisher.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/queues/emails/tasks", "/api/queues/emails/tasks/batch", "/api/exchanges/events/messages"})
    void clientThatTakesItsStreamBackIsNoFault(String path) {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClientRequest request = vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .request(HttpMethod.POST, server.getPort(), server.getHost(), path)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            request.exceptionHandler(reset -> {}); // the client's own
            request.putHeader("Content-Type", "application/x-ndjson").setChunked(true);
            request.write("x");
            await().untilAsserted(() -> assertThat(ActiveRequests.count()).isOne());

            request.reset(CANCEL);

            await().untilAsserted(() -> assertThat(ActiveRequests.count()).isZero());
            assertThat(faults.messages()).isEmpty();
            assertThat(publisher.published()).isEmpty();
        } finally {
            vertx.close();
        }
    }

    @Test
    void clientThatWaitsForContinueIsInvited() throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(SUBMIT, "Host: x", "Connection: close", "Expect: 100-continue", "Content-Length: 3", "");
            assertThat(raw.read(CONTINUE.length())).isEqualTo(CONTINUE);

            assertThat(raw.bytes(new byte[3]).readToEnd()).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void clientThatWaitsForContinueIsSparedSendingWhatIsRefused() throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(SUBMIT, "Host: x", "Expect: 100-continue", "Content-Length: " + (LIMIT + 1), "");

            assertThat(raw.readToEnd()).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void headerThatIsNotUtf8IsInvalid() throws IOException {
        assertThat(answer(SUBMIT, 0, "Warren-Header-A: \u00ff"))
                .startsWith("HTTP/1.1 400")
                .contains("warren-header-a");
    }

    @Test
    void headerOfUtf8IsRead() throws IOException {
        assertThat(answer(SUBMIT, 0, "Warren-Header-A: \u00c3\u00bc")).startsWith("HTTP/1.1 202");
        assertThat(publisher.published().get(0).task().headers()).containsEntry("a", "ü");
    }

    @Test
    void queryThatIsNotUtf8IsInvalid() throws IOException {
        assertThat(answer("POST /api/queues/emails/tasks?type=%ff HTTP/1.1", 0))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/invalid-request");
    }

    private String answer(String requestLine, int length, String... headers) throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(requestLine, "Host: x", "Connection: close", "Content-Length: " + length);
            for (String header : headers) {
                raw.lines(header);
            }
            return raw.lines("").bytes(new byte[length]).readToEnd();
        }
    }
}
