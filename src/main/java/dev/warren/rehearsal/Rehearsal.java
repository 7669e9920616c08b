package dev.warren.rehearsal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a Warren between a broker and an HTTP endpoint that are played, sees it do one task and take another, and asks it to end.
 * With {@code -XX:AOTCacheOutput} among its options its JVM then writes down what it has learnt until there.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String QUEUE = "rehearsal";

    /** What a connection is served by. */
    private interface Part {
        void play(Socket socket) throws IOException;
    }

    private final CountDownLatch done = new CountDownLatch(1);
    private boolean wasSeen;

    private Rehearsal() {}

    /**
     * @param command starts a Warren with {@code serve} and a role that runs tasks; what the environment says of its handler counts
     * @throws IllegalStateException no task was done in two minutes, or it did not end in order
     */
    public static void main(String... command) throws IOException, InterruptedException {
        new Rehearsal().rehearse(command);
    }

    private void rehearse(String... command) throws IOException, InterruptedException {
        try (ServerSocket broker = open();
                ServerSocket endpoint = open()) {
            StageBroker stage = new StageBroker(done);
            accept(broker, stage::serve);
            accept(endpoint, StageEndpoint::serve);
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            Map<String, String> environment = builder.environment();
            environment.put("RABBITMQ_URL", "amqp://127.0.0.1:" + broker.getLocalPort());
            environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
            environment.putIfAbsent("WARREN_WORKER_QUEUE", QUEUE);
            environment.putIfAbsent("WARREN_WORKER_HTTP_URL", "http://127.0.0.1:" + endpoint.getLocalPort() + "/");
            Process warren = builder.start();
            warren.onExit().thenRun(done::countDown);
            try {
                boolean isOver = done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (!isOver) {
                    throw new IllegalStateException("no task was done in " + PATIENCE.toSeconds() + " s");
                }
                if (warren.isAlive()) {
                    awaitHttp(port, warren);
                    call("http://127.0.0.1:" + port + "/q/health/ready", null);
                    call("http://127.0.0.1:" + port + "/api/queues/" + QUEUE + "/tasks", "{}");
                    wasSeen = true;
                }
            } finally {
                warren.destroy();
            }
            int code = warren.waitFor();
            if (code != 0 || !wasSeen) {
                throw new IllegalStateException("it ended with exit code " + code);
            }
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = open()) {
            return socket.getLocalPort();
        }
    }

    private static void accept(ServerSocket at, Part part) {
        start(() -> {
            while (true) {
                Socket socket = at.accept();
                start(() -> {
                    try (socket) {
                        part.play(socket);
                    }
                });
            }
        });
    }

    private interface Ending {
        void run() throws IOException;
    }

    private static void start(Ending work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other side is through
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** A worker takes its first task before HTTP is served. */
    private static void awaitHttp(int port, Process warren) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException notYet) {
                if (!warren.isAlive() || System.nanoTime() > until) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Whatever the answer is: a worker alone has nothing to submit to. */
    private static void call(String url, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        connection.getResponseCode();
    }
}
