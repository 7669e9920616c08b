package dev.warren.harness;

import static dev.warren.harness.Scene.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a process of its own, as users run it. */
public final class WarrenProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:/]+:(\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final URI url;

    private WarrenProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.url = awaitUrl();
    }

    static WarrenProcess start(WarrenSetup setup, Path log) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A shell's background jobs ignore SIGINT, and so would everything started by a build that is one.
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.addAll(Program.words(setup.heap()));
        words.addAll(setup.words());
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        Program.forgetOwnConfiguration(builder.environment());
        builder.environment().putAll(setup.environment());
        try {
            Process process = builder.start();
            // A build that is broken off leaves nothing behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new WarrenProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI awaitUrl() {
        try {
            eventually("the process serves HTTP")
                    .until(() -> !process.isAlive() || listening().find());
            Matcher listening = listening();
            if (!listening.find()) {
                throw new IllegalStateException("ended at its start with " + process.exitValue() + ":\n" + log());
            }
            return URI.create("http://127.0.0.1:" + listening.group(1));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not serve HTTP:\n" + log(), e);
        }
    }

    private Matcher listening() {
        return LISTENING.matcher(log());
    }

    public URI url() {
        return url;
    }

    public void awaitReady() {
        eventually("it is ready, " + log).until(this::isReady);
    }

    public void awaitNotReady() {
        eventually("it is not ready, " + log).until(() -> !isReady());
    }

    /** A gateway is ready for submits before it can do what else callers ask of it: its other connections, and what it declares. */
    public void awaitAllReady() {
        eventually("it can publish to exchanges, and has declared all, " + log)
                .until(() -> metric("warren_link_up{link=\"publish exchanges\"") == 1
                        && metric("warren_link_up{link=\"housekeeping\"") == 1
                        && metric("warren_topology_undeclared") == 0);
    }

    public boolean isReady() {
        return get("/q/health/ready").statusCode() == 200;
    }

    public boolean isLive() {
        return get("/q/health/live").statusCode() == 200;
    }

    /** The value of a metric, by the start of its line; 0 where there is none. */
    public double metric(String nameAndLabels) {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    public HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As Kubernetes asks a pod to end. */
    public void terminate() {
        signal("TERM");
    }

    /** A signal by its name, without {@code SIG}. */
    public void signal(String name) {
        Command.run(List.of("kill", "-" + name, String.valueOf(process.pid())));
    }

    /** SIGKILL. Commands that it runs go on. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Its exit code, once it has ended. */
    public int awaitExit() {
        eventually("the process ends, " + log).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** What it has written so far. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines it has written so far that contain this. */
    public long logged(String text) {
        return log().lines().filter(line -> line.contains(text)).count();
    }

    Path logFile() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }
}
