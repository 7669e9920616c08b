package dev.warren.bench.load;

import dev.warren.bench.Measured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Connections that each send the next request when the answer to the one before has come; all on one thread. */
public final class ClosedLoop {

    private static final Duration STALL = Duration.ofSeconds(20);

    private final InetSocketAddress target;
    private final byte[] request;
    private final int tasksPerRequest;
    private final DoubleSupplier cpuSeconds;

    /**
     * @param cpuSeconds what CPU the gateway has taken so far
     */
    public ClosedLoop(InetSocketAddress target, byte[] request, int tasksPerRequest, DoubleSupplier cpuSeconds) {
        this.target = target;
        this.request = request;
        this.tasksPerRequest = tasksPerRequest;
        this.cpuSeconds = cpuSeconds;
    }

    /** Counts what is answered after the warm-up, for so long. */
    public Measured run(int connections, Duration warmUp, Duration length) throws IOException {
        List<HttpConnection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                HttpConnection connection = new HttpConnection(target, selector);
                open.add(connection);
                sendOn(connection);
            }
            answer(selector, warmUp, new Latencies());
            Latencies latencies = new Latencies();
            double cpuBefore = cpuSeconds.getAsDouble();
            long begin = System.nanoTime();
            long answers = answer(selector, length, latencies);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = cpuSeconds.getAsDouble() - cpuBefore;
            return new Measured(
                    answers * tasksPerRequest,
                    seconds,
                    cpu,
                    latencies.percentileMillis(0.5),
                    latencies.percentileMillis(0.99),
                    null);
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
