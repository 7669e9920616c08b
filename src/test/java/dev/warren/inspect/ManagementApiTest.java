package dev.warren.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.inspect.ManagementException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementApiTest {

    private final StubApi stub = new StubApi();

    @AfterEach
    void stop() {
        stub.close();
    }

    @ParameterizedTest
    @CsvSource({"/, %2F", "a b, a%20b", "100%, 100%25", "a+b, a%2Bb", "Zürich?#, Z%C3%BCrich%3F%23", "a/b;c, a%2Fb%3Bc"
    })
    void namesAreEncodedWhole(String name, String encoded) throws ManagementException {
        stub.answers("GET /api/queues/" + encoded + "/" + encoded, 200, "{\"name\":\"there\"}");

        JsonNode queue = stub.client().get(ManagementPath.of("queues", name, name));

        assertThat(queue.path("name").asText()).isEqualTo("there");
    }

    @ParameterizedTest
    @CsvSource({"''", "'.'", "'..'"})
    void namesThatWouldMeanAnotherPathAreRefused(String name) {
        ManagementException failure = failureOf(() -> stub.client().delete(ManagementPath.of("queues", "/", name)));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(stub.requests()).isEmpty();
    }

    @Test
    void allPagesAreRead() throws ManagementException {
        stub.answers("GET /api/queues/%2F?page=1&page_size=500", 200, "{\"page_count\":2,\"items\":[{\"name\":\"a\"}]}")
                .answers(
                        "GET /api/queues/%2F?page=2&page_size=500",
                        200, "{\"page_count\":2,\"items\":[{\"name\":\"b\"}]}");

        assertThat(stub.client().list(ManagementPath.of("queues", "/")))
                .extracting(queue -> queue.path("name").asText())
                .containsExactly("a", "b");
    }

    @Test
    void aListThatBecomesShorterMeanwhileEnds() throws ManagementException {
        stub.answers("GET /api/queues/%2F?page=1&page_size=500", 200, "{\"page_count\":2,\"items\":[{\"name\":\"a\"}]}")
                .answers("GET /api/queues/%2F?page=2&page_size=500", 400, "{\"error\":\"page_out_of_range\"}");

        assertThat(stub.client().list(ManagementPath.of("queues", "/"))).hasSize(1);
    }

    @Test
    void aListWithoutPagesIsReadAsItIs() throws ManagementException {
        stub.answers("GET /api/bindings/%2F", 200, "[{},{}]");

        assertThat(stub.client().list(ManagementPath.of("bindings", "/"))).hasSize(2);
    }

    @Test
    void puttingTellsWhetherItIsNew() throws ManagementException {
        stub.answers("PUT /api/vhosts/new", 201, "").answers("PUT /api/vhosts/old", 204, "");

        assertThat(stub.client().put(ManagementPath.of("vhosts", "new"), Map.of()))
                .isTrue();
        assertThat(stub.client().put(ManagementPath.of("vhosts", "old"), Map.of("tags", "x")))
                .isFalse();
        assertThat(stub.requests()).containsExactly("PUT /api/vhosts/new {}", "PUT /api/vhosts/old {\"tags\":\"x\"}");
    }

    @Test
    void postingAnswers() throws ManagementException {
        stub.answers("POST /api/queues/%2F/a/get", 200, "[]").answers("POST /api/bindings/%2F/e/a/q/b", 201, "");

        assertThat(stub.client()
                        .post(ManagementPath.of("queues", "/", "a", "get"), Map.of())
                        .isArray())
                .isTrue();
        assertThat(stub.client()
                        .post(ManagementPath.of("bindings", "/", "e", "a", "q", "b"), Map.of())
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, Login failed",
        "404, NOT_FOUND, Not Found",
        "400, REFUSED, inequivalent arg 'durable'",
        "405, REFUSED, Method Not Allowed",
        "503, AWAY, starting"
    })
    void failuresAreToldApart(int status, Kind kind, String reason) {
        stub.answers("GET /api/nodes", status, "{\"error\":\"e\",\"reason\":\"" + reason + "\"}");

        ManagementException failure = failureOf(() -> stub.client().get(ManagementPath.of("nodes")));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining("s3cret").hasMessageNotContaining("\n");
        if (kind == Kind.REFUSED || kind == Kind.UNAUTHORIZED) {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining(reason);
        }
    }

    @Test
    void whatIsNoManagementApiIsSaidToBeNone() {
        stub.answers("GET /api/nodes", 200, "<html>");

        ManagementException failure = failureOf(() -> stub.client().get(ManagementPath.of("nodes")));

        assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        assertThat(failure).hasMessageContaining("is not RabbitMQ's management API");
    }

    @Test
    void anotherNodeIsAskedWhereOneIsAway() throws ManagementException {
        stub.answers("GET /api/nodes", 200, "[]");

        ManagementApi api = StubApi.client(closedPort(), stub.url());

        assertThat(api.get(ManagementPath.of("nodes")).isArray()).isTrue();
    }

    @Test
    void nobodyThereSaysWhatToDo() {
        ManagementException failure =
                failureOf(() -> StubApi.client(closedPort()).get(ManagementPath.of("nodes")));

        assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        assertThat(failure).hasMessageContaining("rabbitmq-plugins enable rabbitmq_management");
    }

    @Test
    void brokerByANameThatNoUrlCanHaveIsToBeSaid() {
        ManagementException failure = failureOf(() -> StubApi.client(new URI[0]).get(ManagementPath.of("nodes")));

        assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        assertThat(failure).hasMessageContaining("WARREN_MANAGEMENT_URL");
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ManagementApi api = new ManagementApi(
                    new ManagementAddress(
                            List.of(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                            "monitor",
                            "s3cret",
                            "/",
                            Duration.ofSeconds(5),
                            Duration.ofMillis(50)),
                    Optional.empty());

            ManagementException failure = failureOf(() -> api.get(ManagementPath.of("nodes")));

            assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        }
    }

    private static URI closedPort() {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + once.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        void run() throws ManagementException;
    }

    private static ManagementException failureOf(Call call) {
        return catchThrowableOfType(ManagementException.class, call::run);
    }
}
