package dev.warren.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An endpoint that tasks are handed to, and that is done with each at once; it takes as little CPU as it can. */
public final class EmptyAnswers implements AutoCloseable {

    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final BlockingQueue<Long> firsts = new LinkedBlockingQueue<>();
    private volatile boolean first;

    public EmptyAnswers() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "bench-endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.socket().getLocalPort() + "/";
    }

    /** From now on: when the next request has been answered, by {@link System#nanoTime}. */
    public BlockingQueue<Long> next() {
        firsts.clear();
        first = true;
        return firsts;
    }

    private void serve() {
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | ClosedSelectorException e) {
            // closed
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel client = server.accept();
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(1 << 17));
            return;
        }
        SocketChannel client = (SocketChannel) key.channel();
        ByteBuffer received = (ByteBuffer) key.attachment();
        try {
            if (client.read(received) < 0) {
                client.close();
            } else if (isWhole(received)) {
                received.clear();
                client.write(ByteBuffer.wrap(ANSWER));
                if (first) {
                    first = false;
                    firsts.add(System.nanoTime());
                }
            }
        } catch (IOException clientIsGone) {
            client.close();
        }
    }

    private static boolean isWhole(ByteBuffer received) {
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        int body = Heads.contentLength(text.substring(0, end + 2)).orElse(0);
        return received.position() >= end + 4 + body;
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
        } catch (IOException e) {
            System.err.println("bench: the endpoint for tasks may still listen: " + e);
        }
    }
}
