package dev.warren.handler;

import static dev.warren.handler.Attempts.SOON;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTaskRunnerTest {

    private static final Failure TIMED_OUT = Failure.of(Reason.TIMED_OUT, "took longer than 1s");

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private final List<HttpTaskRunner> runners = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        runners.forEach(HttpTaskRunner::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        server.stop(0);
        serverThreads.shutdownNow();
    }

    private HttpTaskRunner runner(HttpHandler handler) {
        server.createContext("/tasks", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return runner("http://me:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/tasks?a=b");
    }

    private HttpTaskRunner runner(String url) {
        return runner(url, 4);
    }

    private HttpTaskRunner runner(String url, int concurrency) {
        HttpTaskRunner runner = new HttpTaskRunner(
                Attempts.config(HttpConfig.class, Map.of("warren.worker.http.url", url)),
                Attempts.config(HandlerConfig.class, Map.of("warren.worker.concurrency", String.valueOf(concurrency))),
                vertx,
                new NoTls());
        runners.add(runner);
        return runner;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024 * 1024})
    void payloadIsPostedUntouched(int size) throws Exception {
        byte[] payload = new byte[size];
        new Random(size).nextBytes(payload);
        AtomicReference<byte[]> received = new AtomicReference<>();
        AtomicReference<String> request = new AtomicReference<>();
        HttpTaskRunner runner = runner(exchange -> {
            request.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            received.set(exchange.getRequestBody().readAllBytes());
            answer(exchange, 204, new byte[0]);
        });

        Run run = runner.start(Attempts.of(Payload.of(payload, "image/png")));

        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        assertThat(request).hasValue("POST /tasks?a=b");
        assertThat(received.get()).isEqualTo(payload);
    }

    private Headers headersOf(Attempt attempt) throws Exception {
        AtomicReference<Headers> received = new AtomicReference<>();
        HttpTaskRunner runner = runner(exchange -> {
            received.set(exchange.getRequestHeaders());
            answer(exchange, 200, new byte[0]);
        });
        assertThat(Attempts.outcomeOf(runner.start(attempt))).isEqualTo(Outcome.succeeded());
        return received.get();
    }

    @Test
    void attemptIsInTheHeaders() throws Exception {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Task task = Task.builder(
                        new TaskId("t-7"), new Payload(new byte[1], Optional.of("text/csv"), Optional.of("gzip")))
                .type("import")
                .deadline(Instant.parse("2030-01-02T03:04:05Z"))
                .replyTo("answers")
                .correlationId("zwölf")
                .headers(Map.of("tenant", "acme & sons", "size", 42L, "traceparent", traceparent))
                .build();

        Headers headers = headersOf(Attempts.of(task));

        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("Content-Type", "text/csv");
        expected.put("Content-Encoding", "gzip");
        expected.put("Authorization", "Basic bWU6czNjcmV0");
        expected.put("Warren-Task-Id", "t-7");
        expected.put("Warren-Task-Type", "import");
        expected.put("Warren-Queue", "emails");
        expected.put("Warren-Attempt", "2");
        expected.put("Warren-Redelivered", "true");
        expected.put("Warren-Deadline", "2030-01-02T03:04:05Z");
        expected.put("Warren-Reply-To", "answers");
        expected.put("Warren-Correlation-Id", "zw%C3%B6lf");
        expected.put("Warren-Header-tenant", "acme & sons");
        expected.put("Warren-Header-size", "42");
        expected.put("traceparent", traceparent);
        expected.forEach((name, value) -> assertThat(headers.get(name)).as(name).containsExactly(value));
    }

    @Test
    void oddValuesAreEncodedAndCannotInjectHeaders() throws Exception {
        Map<String, Object> odd = new HashMap<>();
        odd.put("crlf", "a\r\nEvil: 1");
        odd.put("nul", "a\0b");
        odd.put("city", "Zürich 100%");
        odd.put("spaced", " x ");
        odd.put("na\r\nEvil: 2", "x");
        odd.put("", "x");
        odd.put("huge", "x".repeat(1024 * 1024));
        odd.put("table", Map.of("a", 1));
        odd.put("traceparent", "00\r\nEvil: 3");
        Task task = Task.builder(new TaskId("t\r\nEvil: 4"), Payload.of(new byte[0], "text/plain\r\nEvil: 5"))
                .type("größe")
                .headers(odd)
                .build();

        Headers headers = headersOf(Attempts.of(task));

        assertThat(headers).doesNotContainKeys("Evil", "Traceparent", "Warren-header-huge", "Warren-header-table");
        assertThat(headers.getFirst("Warren-Header-crlf")).isEqualTo("a%0D%0AEvil: 1");
        assertThat(headers.getFirst("Warren-Header-nul")).isEqualTo("a%00b");
        assertThat(headers.getFirst("Warren-Header-city")).isEqualTo("Z%C3%BCrich 100%25");
        assertThat(headers.getFirst("Warren-Header-spaced")).isEqualTo("%20x%20");
        assertThat(headers.getFirst("Warren-Task-Id")).isEqualTo("t%0D%0AEvil: 4");
        assertThat(headers.getFirst("Warren-Task-Type")).isEqualTo("gr%C3%B6%C3%9Fe");
        assertThat(headers.getFirst("Content-Type")).isEqualTo(Payload.OCTET_STREAM);
    }

    @Test
    void manyHeadersAreCutRatherThanRefused() throws Exception {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("h" + i, "value");
        }
        many.put("tracestate", "a=1");

        Headers headers = headersOf(Attempts.withHeaders(many));

        assertThat(headers.size()).isLessThan(100);
        assertThat(headers.getFirst("tracestate")).isEqualTo("a=1");
    }

    @Test
    void traceContextIsSentOnceAndCountsAsOtherHeadersDo() throws Exception {
        String state = "x".repeat(5_000);
        Headers headers = headersOf(Attempts.withHeaders(Map.of("tracestate", state, "tenant", "y".repeat(2_000))));
        assertThat(headers.getFirst("tracestate")).isEqualTo(state);
        assertThat(headers).doesNotContainKeys("Warren-header-tracestate", "Warren-header-tenant");
    }

    @Test
    void failureHasTheBodyAsDetailAndRetryAfterAsDelay() throws Exception {
        HttpTaskRunner runner = runner(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "17");
            answer(exchange, 503, "database away".getBytes());
        });
        Outcome.Retry retry = Attempts.failureOf(runner.start(Attempts.of("")));
        assertThat(retry.delay()).contains(java.time.Duration.ofSeconds(17));
        assertThat(retry.failure().detail()).isEqualTo("database away");
        assertThat(retry.failure().toString()).doesNotContain("s3cret").doesNotContain("a=b");
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        Set<String> paths = ConcurrentHashMap.newKeySet();
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 307, new byte[0]);
            exchange.close();
        });
        HttpTaskRunner runner = runner("http://127.0.0.1:" + server.getAddress().getPort() + "/here");
        assertThat(Attempts.outcomeOf(runner.start(Attempts.of("")))).isInstanceOf(Outcome.Dead.class);
        assertThat(paths).containsExactly("/here");
    }

    @Test
    void endlessBodyOfAFailureIsCutOff() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        HttpTaskRunner runner = runner(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            writeUntilCutOff(exchange, cutOff);
        });
        Outcome.Retry retry = Attempts.failureOf(runner.start(Attempts.of("")));
        assertThat(retry.failure().detail()).hasSize(64 * 1024);
        assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void successCountsOnlyOnceItsBodyIsComplete() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        HttpTaskRunner runner = runner(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1024 * 1024]);
            exchange.getResponseBody().flush();
            working.countDown();
            awaitQuietly(letGo);
        });
        Run run = runner.start(Attempts.of(""));
        working.await();
        assertThat(run.outcome().toCompletableFuture()).isNotCompleted();
        letGo.countDown();
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
    }

    @Test
    void cancelClosesTheConnection() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        HttpTaskRunner runner = runner(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            working.countDown();
            writeUntilCutOff(exchange, cutOff);
        });
        Run run = runner.start(Attempts.of(""));
        working.await();
        run.cancel(TIMED_OUT);
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
        assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelBeforeTheConnectionIsMadeEndsTheRun() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        HttpTaskRunner runner = runner(exchange -> {
            awaitQuietly(cancelled);
            answer(exchange, 200, new byte[0]);
        });
        Run run = runner.start(Attempts.of(""));
        run.cancel(TIMED_OUT);
        cancelled.countDown();
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
        assertThat(Attempts.outcomeOf(runner.start(Attempts.of("")))).isEqualTo(Outcome.succeeded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "no http at all\r\n\r\n"})
    void brokenAnswerIsAFailure(String bytes) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            serverThreads.execute(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read();
                    connection.getOutputStream().write(bytes.getBytes());
                } catch (IOException closedByTheOtherSide) {
                    serverThreads.shutdown();
                }
            });
            HttpTaskRunner runner = runner("http://me:s3cret@127.0.0.1:" + socket.getLocalPort() + "/");
            Failure failure = Attempts.failureOf(runner.start(Attempts.of(""))).failure();
            assertThat(failure.reason()).isEqualTo(Reason.FAILED);
            assertThat(failure.toString()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|true|3", "HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nhalf|false|2"})
    void postOnAConnectionThatWasJustBeingClosedIsRepeatedOnce(String lastWords, boolean succeeds, int posts)
            throws Exception {
        try (KeptAliveOnce handler = new KeptAliveOnce(lastWords.translateEscapes(), serverThreads)) {
            HttpTaskRunner runner = runner("http://127.0.0.1:" + handler.port() + "/", 1);
            assertThat(Attempts.outcomeOf(runner.start(Attempts.of("")))).isEqualTo(Outcome.succeeded());

            Outcome second = Attempts.outcomeOf(runner.start(Attempts.of("")));

            assertThat(second.equals(Outcome.succeeded())).isEqualTo(succeeds);
            assertThat(handler.posts()).isEqualTo(posts);
        }
    }

    @Test
    void refusedConnectionIsAFailure() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Run run = runner("http://127.0.0.1:" + closed + "/").start(Attempts.of(""));
        assertThat(Attempts.failureOf(run).failure().message()).contains("Connection refused");
    }

    @Test
    void unknownHostIsAFailure() throws Exception {
        Run run = runner("http://no-such-host.invalid/").start(Attempts.of(""));
        assertThat(Attempts.failureOf(run).failure().message()).contains("no-such-host.invalid");
    }

    @Test
    void connectionsAreReused() throws Exception {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        HttpTaskRunner runner = runner(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 204, new byte[0]);
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(Attempts.outcomeOf(runner.start(Attempts.of("payload")))).isEqualTo(Outcome.succeeded());
        }
        assertThat(ports).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void unknownTlsConfigurationIsOneClearError() {
        HttpConfig config = Attempts.config(
                HttpConfig.class,
                Map.of(
                        "warren.worker.http.url", "https://mailer/",
                        "warren.worker.http.tls-configuration-name", "mail"));
        assertThatThrownBy(() ->
                        new HttpTaskRunner(config, Attempts.config(HandlerConfig.class, Map.of()), vertx, new NoTls()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("warren.worker.http.tls-configuration-name");
    }

    private static void writeUntilCutOff(HttpExchange exchange, CountDownLatch cutOff) {
        try {
            while (!Thread.interrupted()) {
                exchange.getResponseBody().write(new byte[8 * 1024]);
            }
        } catch (IOException closed) {
            cutOff.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        await().atMost(SOON).until(() -> latch.getCount() == 0);
    }
}
