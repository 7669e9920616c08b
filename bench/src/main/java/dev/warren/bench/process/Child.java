package dev.warren.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that writes its output to a file, and its results, lines of JSON among that output, to whoever waits for them. */
public final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Pattern RESULT = Pattern.compile("\\{\"(tasks|http)\":.*");

    private final Path log;
    private final Process process;
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile String lastLine = "";

    Child(Path log, Map<String, String> environment, List<String> command, Consumer<Child> ended) throws IOException {
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(ofItsOwn(command)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        process.getOutputStream().close();
        process.onExit().thenRun(() -> ended.accept(this));
        reader = new Thread(this::read, "output of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** In a session of its own, so that ^C is for the benchmark alone: what it ends is then no failure of a contestant. */
    static List<String> ofItsOwn(List<String> command) {
        return Files.isExecutable(SETSID)
                ? Stream.concat(Stream.of(SETSID.toString()), command.stream()).toList()
                : command;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastLine = line;
                file.println(line);
                if (RESULT.matcher(line).matches()) {
                    results.add(line);
                }
            }
        } catch (IOException e) {
            lastLine = e.toString();
        }
    }

    /** The next result, or empty when the process ends without; fails when that takes longer. */
    public Optional<String> result(Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            String line = results.poll(20, TimeUnit.MILLISECONDS);
            if (line != null) {
                return Optional.of(line);
            }
            if (!process.isAlive() && !reader.isAlive() && results.isEmpty()) {
                return Optional.empty();
            }
        }
        throw new IOException("not done in " + patience.toSeconds() + " s; see " + log);
    }

    /** The next result; fails when there is none. */
    public String expectResult(Duration patience) throws IOException, InterruptedException {
        return result(patience).orElseThrow(() -> new IOException("ended without a result: " + lastLine));
    }

    /** @return its exit code */
    public int await(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("not done in " + patience.toSeconds() + " s; see " + log);
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    /** By its handle: {@link Process#destroy} would close its output as well, and a JVM that writes a cache ends at that. */
    private void ask() {
        process.toHandle().destroy();
    }

    /** The last line it wrote. */
    public String lastLine() {
        return lastLine;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Consumption consumption() {
        return new Consumption(process.pid());
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Ends it: asks first. */
    @Override
    public void close() {
        ask();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
