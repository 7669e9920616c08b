package dev.warren.bench.load;

import dev.warren.bench.Measured;
import dev.warren.bench.process.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections that each send the next request when the answer to the one before has come; all on one thread. */
public final class ClosedLoop {

    private static final Duration STALL = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Server server;
    private final byte[] request;
    private final int tasksPerRequest;

    /** @param request to be sent again and again */
    public ClosedLoop(Server server, byte[] request, int tasksPerRequest) {
        this.server = server;
        this.request = request;
        this.tasksPerRequest = tasksPerRequest;
    }

    /** Measures nothing. */
    public void warmUp(int connections, Duration length) throws IOException {
        run(connections, Duration.ZERO, length);
    }

    /** Counts what is answered in so long, when it has settled. */
    public Measured measure(int connections, Duration length) throws IOException {
        return run(connections, SETTLING, length);
    }

    private Measured run(int connections, Duration settling, Duration length) throws IOException {
        List<HttpConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                HttpConnection connection = new HttpConnection(server.address(), selector);
                open.add(connection);
                sendOn(connection);
            }
            answer(selector, settling, new Latencies());
            Latencies latencies = new Latencies();
            double cpuBefore = server.consumption().cpuSeconds();
            long begin = System.nanoTime();
            long answers = answer(selector, length, latencies);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = server.consumption().cpuSeconds() - cpuBefore;
            return new Measured(
                    answers * tasksPerRequest,
                    seconds,
                    cpu,
                    latencies.percentileMillis(0.5),
                    latencies.percentileMillis(0.99),
                    server.consumption().rssMiB());
        } finally {
            for (HttpConnection connection : open) {
                connection.close();
            }
        }
    }

    private long answer(Selector selector, Duration length, Latencies latencies) throws IOException {
        long answers = 0;
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            if (selector.select(STALL.toMillis()) == 0) {
                throw new IOException("no answer in " + STALL.toSeconds() + " s");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                HttpConnection connection = (HttpConnection) key.attachment();
                if (connection.advance()) {
                    latencies.add(System.nanoTime() - connection.since());
                    answers++;
                    sendOn(connection);
                }
            }
            selector.selectedKeys().clear();
        }
        return answers;
    }

    private void sendOn(HttpConnection connection) throws IOException {
        connection.send(ByteBuffer.wrap(request), System.nanoTime());
    }
}
