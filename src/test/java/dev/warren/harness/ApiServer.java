package dev.warren.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for a Kubernetes API server: takes patches over TLS, answers as told, and remembers them. */
public final class ApiServer implements AutoCloseable {

    /**
     * @param request method and path
     * @param token as it was shown
     */
    public record Patch(String request, String contentType, String token, String body) {}

    private final HttpsServer server;
    private final Path credentials;
    private final List<Patch> patches = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    /** Its certificate and a token are below that folder, as a pod finds them. */
    public static ApiServer in(Path dir) throws Exception {
        return new ApiServer(dir);
    }

    private ApiServer(Path dir) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(dir);
        CertificateAuthority.Identity identity = authority.certify("localhost");
        credentials = Files.createTempDirectory(dir, "serviceaccount");
        Files.copy(authority.own().certificatePem(), credentials.resolve("ca.crt"));
        Files.writeString(credentials.resolve("token"), "a-token\n");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.serverContext()));
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    public Path credentials() {
        return credentials;
    }

    public List<Patch> patches() {
        return patches;
    }

    public void answer(int newStatus) {
        status = newStatus;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            patches.add(new Patch(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body));
            exchange.sendResponseHeaders(status, -1); // the last: upon it the patches are looked at
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
