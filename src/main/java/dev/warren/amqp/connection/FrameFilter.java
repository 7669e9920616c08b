package dev.warren.amqp.connection;

import com.rabbitmq.client.impl.Frame;
import java.io.IOException;

/** What is done to the frames of a connection before the client sees them; on the thread that reads them. */
public interface FrameFilter {

    FrameFilter NONE = frame -> frame;

    /** @return the frame to go on with, or null to drop it */
    Frame apply(Frame frame) throws IOException;
}
