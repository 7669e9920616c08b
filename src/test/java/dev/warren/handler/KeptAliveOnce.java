package dev.warren.handler;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server that answers one request of each connection. On the first connection it reads a second one, and then closes
 * it, saying no more than its last words.
 */
final class KeptAliveOnce implements AutoCloseable {

    private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger posts = new AtomicInteger();
    private final String lastWords;

    KeptAliveOnce(String lastWords, Executor threads) throws IOException {
        this.lastWords = lastWords;
        threads.execute(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many requests have come. */
    int posts() {
        return posts.get();
    }

    private void serve() {
        try (Socket first = server.accept()) {
            answer(first, DONE);
            answer(first, lastWords);
            first.close();
            try (Socket next = server.accept()) {
                answer(next, DONE);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void answer(Socket connection, String answer) throws IOException {
        readHead(connection.getInputStream());
        posts.incrementAndGet();
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    /** The requests have no bodies. */
    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
