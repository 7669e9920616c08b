package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;

/**
 * Frames of which one thread can gather several before they go to the socket. The client flushes after each command, and a system
 * call costs more than all else that it does for one.
 */
public final class GatheredFrames extends ForwardingFrames implements Gathering {

    private volatile Thread gathering;

    GatheredFrames(FrameHandler handler) {
        super(handler);
    }

    /** Of a connection that {@link Connections} has opened. */
    public static GatheredFrames of(Connection connection) {
        return (GatheredFrames) ((AMQConnection) connection).getFrameHandler();
    }

    /** What this thread sends meanwhile may stay in the client's buffer until the end, or until {@link #flush()}. */
    @Override
    public <E extends Exception> void gather(Sending<E> sending) throws IOException, E {
        gathering = Thread.currentThread();
        try {
            sending.run();
        } finally {
            gathering = null;
        }
        flush();
    }

    /** Sends what is in the buffer. */
    public void flush() throws IOException {
        super.flush(null);
    }

    @Override
    public void flush(WriteListener listener) throws IOException {
        if (Thread.currentThread() != gathering) {
            super.flush(listener);
        }
    }
}
