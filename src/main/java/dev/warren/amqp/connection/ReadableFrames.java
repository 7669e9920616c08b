package dev.warren.amqp.connection;

import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;

/** Frames with {@link ReadableHeaders} and a filter applied to what comes in. */
final class ReadableFrames extends ForwardingFrames {

    private final FrameFilter filter;

    ReadableFrames(FrameHandler handler, FrameFilter filter) {
        super(handler);
        this.filter = filter;
    }

    /**
     * Lets frames in that are larger than was agreed: RabbitMQ adds headers of its own, {@code x-death} or a count of deliveries, to
     * a message whose headers fill a frame, and sends it all the same. The client would close the connection over it, again and
     * again.
     */
    @Override
    public void setFrameMax(int bytes) {
        super.setFrameMax((int) Math.min(2L * bytes, Integer.MAX_VALUE));
    }

    /** @return null only if nothing came in time: the client counts that as a missed heartbeat */
    @Override
    public Frame readFrame() throws IOException {
        while (true) {
            Frame frame = ReadableHeaders.readable(super.readFrame());
            if (frame == null) {
                return null;
            }
            Frame kept = filter.apply(frame);
            if (kept != null) {
                return kept;
            }
        }
    }
}
