package dev.warren.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The RabbitMQ node that everything runs against: a private one, or one that is there. */
public final class Broker implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("AMQP_URL=(\\S+)");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private volatile Process starting;
    private boolean toBePurged;
    private boolean ended;
    private String amqpUrl;

    private Broker(List<String> command, Map<String, String> environment, Path folder, String amqpUrl) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.amqpUrl = amqpUrl;
    }

    /** One that others have started. */
    public static Broker at(String amqpUrl) {
        return new Broker(List.of(), Map.of(), Path.of(""), amqpUrl);
    }

    /**
     * A node of its own, on free ports and in a folder of its own; not started yet.
     *
     * @param command takes {@code start} and {@code purge}, each followed by {@code --dir DIR}
     * @param environment what chooses the version
     */
    public static Broker by(List<String> command, Map<String, String> environment, Path folder) {
        return new Broker(command, environment, folder, null);
    }

    public void start() throws IOException, InterruptedException {
        if (amqpUrl != null) {
            return;
        }
        System.err.println("bench: starting a RabbitMQ node");
        synchronized (this) {
            if (ended) {
                throw new IOException("the benchmark is being ended");
            }
            toBePurged = true;
            Files.createDirectories(folder);
            starting = launch("start");
        }
        Matcher started = STARTED.matcher(outputOf(starting, "start"));
        if (!started.find()) {
            throw new IOException("the broker's start did not tell where it is");
        }
        amqpUrl = started.group(1).replaceAll("^['\"]|['\"]$", "");
    }

    public String amqpUrl() {
        return amqpUrl;
    }

    private Process launch(String verb) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(verb, "--dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(Child.ofItsOwn(words));
        if (!ended || amqpUrl != null) { // otherwise there may be nothing to end yet
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String outputOf(Process process, String verb) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("the broker's " + verb + " failed");
        }
        return output;
    }

    /** Ends a private node, whether it has come up or is about to, and removes its data. */
    @Override
    public synchronized void close() {
        ended = true;
        if (!toBePurged) {
            return;
        }
        toBePurged = false;
        starting.descendants().forEach(ProcessHandle::destroyForcibly);
        starting.destroyForcibly();
        try {
            starting.waitFor();
            outputOf(launch("purge"), "purge");
        } catch (IOException | InterruptedException e) {
            if (amqpUrl != null) { // otherwise there may have been nothing to end yet
                System.err.println("bench: the broker in " + folder + " could not be ended: " + e.getMessage());
            }
        }
    }
}
