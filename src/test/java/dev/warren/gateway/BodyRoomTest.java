package dev.warren.gateway;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that arrive at once and would not all fit into memory. */
@QuarkusTest
@TestProfile(BodyRoomTest.SmallRoom.class)
class BodyRoomTest extends ScriptedGatewayTest {

    private static final String TASKS = "/api/queues/emails/tasks";
    private static final int PAYLOAD = 1024 * 1024;
    private static final int ROOM = 2 * PAYLOAD + 128 * 1024;

    public static final class SmallRoom extends ScriptedBroker {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("warren.gateway.max-body-bytes", String.valueOf(ROOM));
            return overrides;
        }
    }

    @TestHTTPResource
    URI server;

    @Inject
    MeterRegistry metrics;

    private RawHttp one;
    private RawHttp other;

    @BeforeEach
    void takeMostOfTheRoom() throws IOException {
        one = allButTheLastByte();
        other = allButTheLastByte();
        awaitTaken(2 * (PAYLOAD - 1));
    }

    @AfterEach
    void giveItBack() throws IOException {
        one.close();
        other.close();
        awaitTaken(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {TASKS, "/api/exchanges/events/messages"})
    void bodyThatDoesNotFitIsToComeAgain(String path) throws IOException {
        assertThat(post(path, "text/plain", "x".repeat(PAYLOAD)))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after: 1")
                .contains("/problems/gateway-busy", "warren.gateway.max-body-bytes");
        assertThat(publisher.published()).isEmpty();

        assertThat(one.bytes(new byte[1]).readUntil("\r\n")).startsWith("HTTP/1.1 202");
        assertThat(post(TASKS, "text/plain", "x".repeat(PAYLOAD))).startsWith("HTTP/1.1 202");
        other.close();
        awaitTaken(0);
    }

    @Test
    void smallBodiesStillFit() throws IOException {
        assertThat(post(TASKS, "text/plain", "x".repeat(1_000))).startsWith("HTTP/1.1 202");
    }

    @Test
    void batchEndsAtTheItemThatDoesNotFit() throws IOException {
        String small = "{\"payload\": \"small\"}\n";
        String large = "{\"payload\": \"" + "x".repeat(PAYLOAD - 100) + "\"}\n";

        assertThat(post(TASKS + "/batch", "application/x-ndjson", small + small + large + small))
                .startsWith("HTTP/1.1 207")
                .contains("\"accepted\":2", "\"failed\":1", "/problems/gateway-busy");
        assertThat(publisher.published()).hasSize(2);
    }

    @Test
    void batchGivesBackWhatItsItemsTook() throws IOException {
        one.close();
        awaitTaken(PAYLOAD - 1);
        String large = "{\"payload\": \"" + "x".repeat(PAYLOAD / 2) + "\"}\n";

        assertThat(post(TASKS + "/batch", "application/x-ndjson", large.repeat(5)))
                .startsWith("HTTP/1.1 202")
                .contains("\"accepted\":5");
        awaitTaken(PAYLOAD - 1);
    }

    private RawHttp allButTheLastByte() throws IOException {
        RawHttp raw = new RawHttp(server);
        raw.lines("POST " + TASKS + " HTTP/1.1", "Host: x", "Content-Length: " + PAYLOAD, "");
        return raw.bytes(new byte[PAYLOAD - 1]);
    }

    private String post(String path, String contentType, String body) throws IOException {
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines(
                    "POST " + path + " HTTP/1.1",
                    "Host: x",
                    "Connection: close",
                    "Content-Type: " + contentType,
                    "Content-Length: " + body.length(),
                    "");
            return raw.bytes(body.getBytes()).readToEnd();
        }
    }

    private void awaitTaken(long bytes) {
        await().untilAsserted(() -> assertThat(
                        metrics.get("warren.gateway.body.bytes").gauge().value())
                .isEqualTo(bytes));
    }
}
