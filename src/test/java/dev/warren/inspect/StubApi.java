package dev.warren.inspect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as RabbitMQ's management API does, with what it was told. */
public final class StubApi implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    public StubApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param request method and path, as they are sent; a query need not be named */
    public StubApi answers(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    /** Knows nothing, and was asked nothing. */
    public void reset() {
        answers.clear();
        requests.clear();
    }

    /** What was asked: method, path with query, and body. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ManagementApi client() {
        return client(url());
    }

    static ManagementApi client(URI... urls) {
        return new ManagementApi(
                new ManagementAddress(
                        List.of(urls), "monitor", "s3cret", "/", Duration.ofSeconds(5), Duration.ofSeconds(10)),
                Optional.empty());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        String request = exchange.getRequestMethod() + " " + uri;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add((request + " " + body).strip());
        Answer answer = answers.getOrDefault(
                request,
                answers.getOrDefault(
                        request.replaceFirst("\\?.*", ""),
                        new Answer(404, "{\"error\":\"Object Not Found\",\"reason\":\"Not Found\"}")));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
