package dev.warren.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.warren.cli.terminal.Conventions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers commands as it is told, and keeps what it was asked; and what the commands said. */
public final class StubGateway implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final StringWriter said = new StringWriter();
    private final StringWriter noted = new StringWriter();

    public StubGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.createContext("/q/health/live", StubGateway::live);
        server.start();
    }

    /** The next answer. */
    public StubGateway answer(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void live(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Runs a command that asks this gateway. */
    public int run(Object command, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--gateway", url()));
        return Conventions.commandLine(command)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(noted))
                .execute(all.toArray(String[]::new));
    }

    public List<String> requests() {
        return requests;
    }

    public List<String> bodies() {
        return bodies;
    }

    /** The lines on standard output. */
    public List<String> said() {
        return said.toString().lines().toList();
    }

    /** The lines on standard error. */
    public List<String> noted() {
        return noted.toString().lines().toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
