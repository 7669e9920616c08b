package dev.warren.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive connection with one request under way. It understands just what gateways answer, so as to take little of
 * the CPU that it shares with the measured program and its broker.
 */
final class HttpConnection {

    private final SelectionKey key;
    private final SocketChannel socket;
    private ByteBuffer received = ByteBuffer.allocate(8192);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int answerLength = -1;
    private long since;

    HttpConnection(InetSocketAddress target, Selector selector) throws IOException {
        socket = SocketChannel.open(target);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.configureBlocking(false);
        key = socket.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Sends a request, once the answer to the one before has come.
     *
     * @param from what its latency is counted from, by {@link System#nanoTime}
     */
    void send(ByteBuffer request, long from) throws IOException {
        since = from;
        unsent = request;
        write();
    }

    private void write() throws IOException {
        socket.write(unsent);
        int wanted = unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    long since() {
        return since;
    }

    /** @return whether the whole answer is there now */
    boolean advance() throws IOException {
        if (unsent.hasRemaining()) {
            write();
        }
        if (socket.read(received) < 0) {
            throw new EOFException("a connection was closed");
        }
        if (answerLength < 0) {
            readHead();
        }
        if (answerLength < 0 || received.position() < answerLength) {
            return false;
        }
        received.clear();
        answerLength = -1;
        return true;
    }

    private void readHead() throws IOException {
        int end = endOfHead();
        if (end < 0) {
            return;
        }
        String head = new String(received.array(), 0, end, StandardCharsets.ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 202 ")) {
            throw new IOException("the answer is " + head.lines().findFirst().orElse(""));
        }
        answerLength = end
                + Heads.contentLength(head).orElseThrow(() -> new IOException("an answer without a length: " + head));
        if (answerLength > received.capacity()) {
            received = ByteBuffer.allocate(answerLength).put(received.flip());
        }
    }

    /** Where the body begins, or -1. */
    private int endOfHead() {
        byte[] bytes = received.array();
        for (int i = 3; i < received.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    void close() throws IOException {
        socket.close();
    }
}
