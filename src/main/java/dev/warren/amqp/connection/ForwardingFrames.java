package dev.warren.amqp.connection;

import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;

/** A frame handler of the client's, in front of another that does the work. */
abstract class ForwardingFrames implements FrameHandler {

    private final FrameHandler handler;

    ForwardingFrames(FrameHandler handler) {
        this.handler = handler;
    }

    @Override
    public Frame readFrame() throws IOException {
        return handler.readFrame();
    }

    @Override
    public boolean internalHearbeat() {
        return handler.internalHearbeat();
    }

    @Override
    public void setTimeout(int millis) throws SocketException {
        handler.setTimeout(millis);
    }

    @Override
    public int getTimeout() throws SocketException {
        return handler.getTimeout();
    }

    @Override
    public void sendHeader() throws IOException {
        handler.sendHeader();
    }

    @Override
    public void initialize(AMQConnection connection) {
        handler.initialize(connection);
    }

    @Override
    public void startProcessing() {
        handler.startProcessing();
    }

    @Override
    public void finishConnectionNegotiation() {
        handler.finishConnectionNegotiation();
    }

    @Override
    public void setFrameMax(int bytes) {
        handler.setFrameMax(bytes);
    }

    @Override
    public void writeFrame(Frame frame) throws IOException {
        handler.writeFrame(frame);
    }

    @Override
    public void flush(WriteListener listener) throws IOException {
        handler.flush(listener);
    }

    @Override
    public void close() {
        handler.close();
    }

    @Override
    public InetAddress getLocalAddress() {
        return handler.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return handler.getLocalPort();
    }

    @Override
    public InetAddress getAddress() {
        return handler.getAddress();
    }

    @Override
    public int getPort() {
        return handler.getPort();
    }
}
