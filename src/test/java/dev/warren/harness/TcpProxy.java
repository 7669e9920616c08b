package dev.warren.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The cable between Warren and a broker: it can be cut, pulled, and stall. */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private boolean stalled;
    private int generation;
    private int firstAlive;

    private TcpProxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** To a port of this machine. */
    public static TcpProxy to(int port) {
        try {
            return new TcpProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker's URL, by way of this cable. */
    public String amqpUrl() {
        return "amqp://guest:guest@127.0.0.1:" + server.getLocalPort();
    }

    /** The URL of a web server at the other end, by way of this cable. */
    public String httpUrl() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Resets every connection; new ones are let through. */
    public void cut() {
        sockets.forEach(TcpProxy::reset);
    }

    /** Cuts, and resets every new connection too, until {@link #resume}. */
    public void pull() {
        refusing = true;
        cut();
    }

    /** Lets nothing more through in either direction, with the connections left open. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Lets nothing more through on the connections that there are, for good, as if their other end had lost its power. */
    public synchronized void forsake() {
        firstAlive = ++generation;
    }

    /** Lets everything through again, but on connections that were forsaken. */
    public synchronized void resume() {
        refusing = false;
        stalled = false;
        notifyAll();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            if (refusing) {
                reset(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(broker);
            int born = generation();
            start("up", () -> pump(client, broker, born));
            start("down", () -> pump(broker, client, born));
        } catch (IOException brokerAway) {
            reset(client);
        }
    }

    private synchronized int generation() {
        return generation;
    }

    private void pump(Socket from, Socket to, int born) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitNotStalled(born);
                out.write(buffer, 0, read);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void awaitNotStalled(int born) throws IOException {
        while (stalled || born < firstAlive) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // which is what was wanted
        }
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void start(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException ended) {
                        // one side closed its end, or the test is over
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        resume();
        cut();
    }
}
