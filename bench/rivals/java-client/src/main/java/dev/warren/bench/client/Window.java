package dev.warren.bench.client;

import com.rabbitmq.client.ConfirmListener;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/** So many messages may be unconfirmed. */
final class Window implements ConfirmListener {

    private final Semaphore places;
    private final long[] sentAt;
    private final LongConsumer confirmed;
    private long next = 1;

    /** @param confirmed is told how long each took, in nanoseconds */
    Window(int size, LongConsumer confirmed) {
        this.places = new Semaphore(size);
        this.sentAt = new long[Integer.highestOneBit(size) * 4];
        this.confirmed = confirmed;
    }

    /** Waits for a place; to be called before each publish. */
    void enter(long sequenceNumber) throws InterruptedException {
        places.acquire();
        sentAt[index(sequenceNumber)] = System.nanoTime();
    }

    @Override
    public void handleAck(long sequenceNumber, boolean multiple) {
        long now = System.nanoTime();
        if (multiple) {
            for (; next <= sequenceNumber; next++) {
                leave(next, now);
            }
        } else {
            leave(sequenceNumber, now);
            if (next == sequenceNumber) {
                next++;
            }
        }
    }

    @Override
    public void handleNack(long sequenceNumber, boolean multiple) {
        throw new IllegalStateException("the broker has refused a message");
    }

    private void leave(long sequenceNumber, long now) {
        long sent = sentAt[index(sequenceNumber)];
        if (sent != 0) {
            sentAt[index(sequenceNumber)] = 0; // confirmed once, singly or with others
            places.release();
            confirmed.accept(now - sent);
        }
    }

    private int index(long sequenceNumber) {
        return (int) (sequenceNumber & (sentAt.length - 1));
    }
}
