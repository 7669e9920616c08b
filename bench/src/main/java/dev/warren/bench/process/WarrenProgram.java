package dev.warren.bench.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A way to run Warren.
 *
 * @param name of it in the results
 * @param command all of it, up to Warren's own words
 */
public record WarrenProgram(String name, List<String> command) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UNSAFE_WARNS_SINCE = 24;

    /** The packaged program as it is run. */
    public static WarrenProgram jar(String name, Path javaHome, int release, Path jar, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        if (release >= UNSAFE_WARNS_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return new WarrenProgram(name, command);
    }

    /** The packaged program on one class path, as the image has it. */
    static WarrenProgram classes(String name, Path javaHome, Path app, List<String> options) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String folder : List.of("quarkus", "app", "lib/main", "lib/boot")) {
            try (Stream<Path> files = Files.list(app.resolve(folder))) {
                files.map(Path::toString)
                        .filter(file -> file.endsWith(".jar"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(":", jars), "dev.warren.Warren"));
        return new WarrenProgram(name, command);
    }

    /** A running one. */
    public record Running(Child child, InetSocketAddress http) implements AutoCloseable {
        @Override
        public void close() {
            child.close();
        }
    }

    /** Starts it and does not wait for anything. */
    public Running launch(Children children, String amqpUrl, String role, Map<String, String> settings)
            throws IOException {
        InetSocketAddress http = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("RABBITMQ_URL", amqpUrl);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(http.getPort()));
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("serve", "--role", role));
        return new Running(children.start(name + "-" + role, environment, words), http);
    }

    /** Starts it and waits until it is ready. */
    public Running start(Children children, String amqpUrl, String role, Map<String, String> settings)
            throws Exception {
        Running running = launch(children, amqpUrl, role, settings);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(running.http())) {
            if (!running.child().isAlive() || System.nanoTime() > until) {
                running.close();
                throw new IOException(
                        name + " has not become ready: " + running.child().lastLine());
            }
            Thread.sleep(50);
        }
        return running;
    }

    /** Has the JVM write down what it learns until a task is done, as it is done when the image is built: with a broker that is played. */
    void learn(Children children, String handler) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.get(0), "-cp", command.get(command.size() - 2)));
        words.add("dev.warren.rehearsal.Rehearsal");
        words.addAll(command);
        words.addAll(List.of("serve", "--role", "both"));
        Map<String, String> settings = Map.of("WARREN_WORKER_HANDLER", handler);
        try (Child rehearsal = children.start(name + "-rehearsal", settings, words)) {
            if (rehearsal.await(PATIENCE.multipliedBy(3)) != 0) {
                throw new IOException(name + " has learnt nothing: " + rehearsal.lastLine());
            }
        }
    }

    private static boolean isReady(InetSocketAddress http) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + http.getPort() + "/q/health/ready");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
