package dev.warren.amqp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The consumer that a reading has at the moment. One cannot hold a whole queue, so each is cancelled when what it holds is
 * mostly left, and another follows.
 */
final class LetterConsumer {

    private static final int FIRST_PREFETCH = 32;
    private static final int MOST_PREFETCH = 1_024;

    /** What a consumer may have on its way to here, in bytes. */
    private static final long ON_ITS_WAY = 8L << 20;

    private final LetterChannel channel;
    private final List<Long> withheld = new ArrayList<>();
    private boolean consuming;
    private boolean cancelling;
    private boolean withholding;
    private int prefetch;
    private int delivered;
    private int acked;
    private int left;
    private long first;

    LetterConsumer(LetterChannel channel) {
        this.channel = channel;
    }

    boolean isConsuming() {
        return consuming;
    }

    boolean isCancelling() {
        return cancelling;
    }

    /**
     * Starts small: how large the letters are is not known before.
     *
     * @param wanted how many letters at most
     * @param largest in bytes, of the letters that came lately
     */
    void start(int wanted, long largest) throws IOException {
        int more = prefetch == 0 ? FIRST_PREFETCH : Math.min(2 * prefetch, MOST_PREFETCH);
        long fitting = Math.max(1, ON_ITS_WAY / Math.max(1, largest));
        prefetch = (int) Math.min(Math.min(more, fitting), wanted);
        delivered = 0;
        acked = 0;
        left = 0;
        first = channel.last() + 1L;
        channel.consume(prefetch);
        consuming = true;
    }

    /** Whether another one would get more: this one holds too much that is left, or began small. */
    boolean isSpent() {
        return 2 * left >= prefetch || prefetch < MOST_PREFETCH && delivered >= 4 * prefetch;
    }

    /** Whether it holds all that it may, so that nothing can be on its way. */
    boolean isFull() {
        return delivered - acked >= prefetch;
    }

    void delivered(long tag) {
        channel.received(tag);
        delivered++;
    }

    void left(long tag) {
        if (tag >= first) {
            left++;
        }
    }

    void left(int letters) {
        left += letters;
    }

    void ack(long tag) throws IOException {
        if (withholding) {
            withheld.add(tag);
            return;
        }
        if (tag >= first) {
            acked++;
        }
        channel.ack(tag);
    }

    /** Until it is cancelled: each ack would have it get one more. */
    void withholdAcks() {
        withholding = true;
    }

    /** Ends it; {@link #cancelled} follows its last delivery. */
    void cancel() throws IOException {
        consuming = false;
        cancelling = true;
        channel.cancel();
    }

    void cancelled() {
        cancelling = false;
    }

    void releaseAcks() throws IOException {
        withholding = false;
        for (long tag : withheld) {
            channel.ack(tag);
        }
        withheld.clear();
    }
}
