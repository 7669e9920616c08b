package dev.warren.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The RabbitMQ node that everything runs against: a private one, or one that is there. */
public final class Broker implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("AMQP_URL=(\\S+)");

    private final String amqpUrl;
    private final Runnable end;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Broker(String amqpUrl, Runnable end) {
        this.amqpUrl = amqpUrl;
        this.end = end;
    }

    /** One that others have started. */
    public static Broker at(String amqpUrl) {
        return new Broker(amqpUrl, () -> {});
    }

    /**
     * A node of its own, on free ports and in a folder of its own.
     *
     * @param root Warren's source tree, whose {@code ./warren broker} does that
     * @param environment what chooses the version
     */
    public static Broker start(Path root, Path folder, Map<String, String> environment) throws IOException {
        Runnable end = () -> {
            try {
                run(root, folder, environment, "purge");
            } catch (IOException e) {
                System.err.println("bench: the broker in " + folder + " could not be ended: " + e.getMessage());
            }
        };
        Matcher started = STARTED.matcher(run(root, folder, environment, "start"));
        if (!started.find()) {
            throw new IOException("the broker's start did not tell where it is");
        }
        return new Broker(started.group(1), end);
    }

    public String amqpUrl() {
        return amqpUrl;
    }

    private static String run(Path root, Path folder, Map<String, String> environment, String verb) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("warren").toString(), "broker", verb, "--dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException("warren broker " + verb + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }

    /** Ends a private node and removes its data. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            end.run();
        }
    }
}
