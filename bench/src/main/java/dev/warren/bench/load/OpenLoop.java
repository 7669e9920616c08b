package dev.warren.bench.load;

import dev.warren.bench.process.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever becomes of those before. The payload of each begins with when it was due, so that a
 * stall counts for all that it held up.
 */
public final class OpenLoop {

    /** Bytes that a payload begins with: when it was due, and of how many that are counted it is one. */
    public static final int STAMP = Long.BYTES + Integer.BYTES;

    private static final int MOST_CONNECTIONS = 256;

    private final Server server;
    private final byte[] request;
    private final int payloadAt;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();

    /** @param payload its size, at least that of the stamp */
    public OpenLoop(Server server, int payload) {
        this.server = server;
        this.request = Requests.submit(server.tasks(), payload);
        this.payloadAt = request.length - payload;
    }

    /**
     * Returns when all are answered.
     *
     * @param areCounted whether the payloads say so
     * @return how much later than the last one was due
     */
    public Duration run(int requests, int perSecond, boolean areCounted) throws IOException {
        int connections = 0;
        int sent = 0;
        int answered = 0;
        long begin = System.nanoTime();
        try (Selector selector = Selector.open()) {
            while (answered < requests) {
                long due = begin + sent * 1_000_000_000L / perSecond;
                while (sent < requests
                        && due <= System.nanoTime()
                        && (!idle.isEmpty() || connections < MOST_CONNECTIONS)) {
                    if (idle.isEmpty()) {
                        idle.push(new HttpConnection(server.address(), selector));
                        connections++;
                    }
                    idle.pop().send(requestDueAt(due, areCounted ? requests : 0), due);
                    sent++;
                    due = begin + sent * 1_000_000_000L / perSecond;
                }
                answered += collect(selector, due, sent < requests);
            }
            for (SelectionKey key : Set.copyOf(selector.keys())) {
                ((HttpConnection) key.attachment()).close();
            }
        } finally {
            idle.clear();
        }
        return Duration.ofNanos(System.nanoTime() - begin - (requests - 1) * 1_000_000_000L / perSecond);
    }

    private int collect(Selector selector, long due, boolean more) throws IOException {
        long early = due - System.nanoTime();
        if (!more) {
            selector.select(1000);
        } else if (early < 1_000_000) {
            LockSupport.parkNanos(Math.max(20_000, early)); // finer than select can wait
            selector.selectNow();
        } else {
            selector.select(early / 1_000_000);
        }
        int answered = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            HttpConnection connection = (HttpConnection) key.attachment();
            if (connection.advance()) {
                idle.push(connection);
                answered++;
            }
        }
        selector.selectedKeys().clear();
        return answered;
    }

    private ByteBuffer requestDueAt(long due, int counted) {
        ByteBuffer copy = ByteBuffer.wrap(request.clone());
        copy.putLong(payloadAt, due);
        copy.putInt(payloadAt + Long.BYTES, counted);
        return copy;
    }
}
