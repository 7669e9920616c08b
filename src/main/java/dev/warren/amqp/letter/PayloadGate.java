package dev.warren.amqp.letter;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.Frame;
import dev.warren.amqp.connection.FrameFilter;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Drops payloads as they come in, frame by frame: AMQP has no way to ask for less than whole messages, and the client would
 * put all of them together in memory. Those that are wanted pass, as long as there is room.
 */
final class PayloadGate implements FrameFilter {

    /** What became of the payload of a message. */
    enum Payload {
        NOT_WANTED,
        PASSED,
        NO_ROOM
    }

    /**
     * A message whose header has passed.
     *
     * @param size of its payload on the broker, in bytes
     */
    record Arrival(long size, Payload payload) {}

    /** The client reads the class id by itself, before the properties do the rest. */
    private static final int CLASS_ID = 2;

    private static final int SIZE_AT = 4;

    private final Predicate<Letter> wanted;
    private final long room;
    private final AtomicLong taken = new AtomicLong();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicLong largest = new AtomicLong();
    private volatile boolean closed;
    private long toDrop;

    /**
     * @param wanted whose payloads to let pass
     * @param room in bytes for what has passed and is not released yet; a single payload always passes
     */
    PayloadGate(Predicate<Letter> wanted, long room) {
        this.wanted = wanted;
        this.room = room;
    }

    /** The next message's: they come in the order of the deliveries. */
    Arrival next() {
        return arrivals.remove();
    }

    /** From now on no payload is wanted, or all that were before. */
    void close(boolean close) {
        closed = close;
    }

    void release(Arrival arrival) {
        if (arrival.payload() == Payload.PASSED) {
            taken.addAndGet(-arrival.size());
        }
    }

    /** The most bytes that a message took lately, or would have taken, in memory; what was long ago counts less and less. */
    long largestLately() {
        return largest.getAndUpdate(bytes -> bytes / 2);
    }

    @Override
    public Frame apply(Frame frame) throws IOException {
        return switch (frame.getType()) {
            case AMQP.FRAME_HEADER -> header(frame);
            case AMQP.FRAME_BODY -> body(frame);
            default -> frame;
        };
    }

    private Frame header(Frame frame) throws IOException {
        byte[] payload = frame.getPayload();
        long size = ByteBuffer.wrap(payload).getLong(SIZE_AT);
        Letter letter = new Letter(properties(payload), size);
        boolean isWanted = !closed && wanted.test(letter);
        largest.accumulateAndGet(payload.length + (isWanted ? size : 0), Math::max);
        Payload fate = isWanted ? enter(size) : Payload.NOT_WANTED;
        arrivals.add(new Arrival(size, fate));
        if (fate == Payload.PASSED) {
            return frame;
        }
        toDrop = size;
        ByteBuffer.wrap(payload).putLong(SIZE_AT, 0);
        return new Frame(AMQP.FRAME_HEADER, frame.getChannel(), payload);
    }

    private Payload enter(long size) {
        long before = taken.get();
        if (before > 0 && before + size > room) {
            return Payload.NO_ROOM;
        }
        taken.addAndGet(size);
        return Payload.PASSED;
    }

    private Frame body(Frame frame) {
        if (toDrop == 0) {
            return frame;
        }
        toDrop -= frame.getPayload().length;
        return null;
    }

    private static BasicProperties properties(byte[] payload) throws IOException {
        return new BasicProperties(
                new DataInputStream(new ByteArrayInputStream(payload, CLASS_ID, payload.length - CLASS_ID)));
    }
}
