package dev.warren.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever becomes of those before. The payload of each begins with when it was due, so that a
 * stall counts for all that it held up.
 */
public final class OpenLoop {

    private static final int MOST_CONNECTIONS = 256;

    private final InetSocketAddress target;
    private final byte[] request;
    private final int payloadAt;

    /** @param payload its size; it is at the end of the request */
    public OpenLoop(InetSocketAddress target, byte[] request, int payload) {
        this.target = target;
        this.request = request;
        this.payloadAt = request.length - payload;
    }

    /** Returns when all are answered. */
    public void run(int requests, int perSecond) throws IOException {
        Deque<HttpConnection> idle = new ArrayDeque<>();
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
                        idle.push(new HttpConnection(target, selector));
                        connections++;
                    }
                    idle.pop().send(requestDueAt(due), due);
                    sent++;
                    due = begin + sent * 1_000_000_000L / perSecond;
                }
                answered += collect(selector, due, sent < requests, idle);
            }
            for (SelectionKey key : Set.copyOf(selector.keys())) {
                ((HttpConnection) key.attachment()).close();
            }
        }
    }

    private static int collect(Selector selector, long due, boolean more, Deque<HttpConnection> idle)
            throws IOException {
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

    private ByteBuffer requestDueAt(long due) {
        ByteBuffer copy = ByteBuffer.wrap(request.clone());
        copy.putLong(payloadAt, due);
        return copy;
    }
}
