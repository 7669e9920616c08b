package dev.warren.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What an HTTP worker calls: counts the runs of each task, and answers as told. */
public final class RecordingEndpoint implements AutoCloseable {

    private static final int SHORT = 100;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final Map<String, Instant> firstRuns = new ConcurrentHashMap<>();
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    private RecordingEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/", this::record);
        server.start();
    }

    static RecordingEndpoint start() {
        try {
            return new RecordingEndpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tasks";
    }

    public void answer(int newStatus) {
        status = newStatus;
    }

    /** How often each task was run, by its id. */
    public Map<String, AtomicInteger> runs() {
        return runs;
    }

    /** When each task was run first, by its id. */
    public Map<String, Instant> firstRuns() {
        return firstRuns;
    }

    /** The payloads that were short texts, as they came. */
    public List<String> payloads() {
        return payloads;
    }

    private void record(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = String.valueOf(exchange.getRequestHeaders().getFirst("Warren-Task-Id"));
            firstRuns.putIfAbsent(id, Instant.now());
            byte[] start = exchange.getRequestBody().readNBytes(SHORT);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (start.length > 0 && start.length < SHORT) {
                payloads.add(new String(start, StandardCharsets.UTF_8));
            }
            runs.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
