package dev.warren.amqp.letter;

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

    private final LetterChannels channels;
    private final List<Long> withheld = new ArrayList<>();
    private boolean consuming;
    private boolean cancelling;
    private boolean withholding;
    private int prefetch;
    private int delivered;
    private int acked;
    private int left;
    private long first;

    LetterConsumer(LetterChannels channels) {
        this.channels = channels;
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
        first = channels.last() + 1;
        channels.consume(prefetch);
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

    void delivered(long place) {
        channels.received(place);
        delivered++;
    }

    void left(long place) {
        if (place >= first) {
            left++;
        }
    }

    void left(int letters) {
        left += letters;
    }

    void ack(long place) throws IOException {
        if (withholding) {
            withheld.add(place);
            return;
        }
        if (place >= first) {
            acked++;
        }
        channels.ack(place);
    }

    /** Until it is cancelled: each ack would have it get one more. */
    void withholdAcks() {
        withholding = true;
    }

    /** Ends it; {@link #cancelled} follows its last delivery. */
    void cancel() throws IOException {
        consuming = false;
        cancelling = true;
        channels.cancel();
    }

    void cancelled() {
        cancelling = false;
    }

    void releaseAcks() throws IOException {
        withholding = false;
        for (long place : withheld) {
            channels.ack(place);
        }
        withheld.clear();
    }
}
