package dev.warren.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Lab;
import dev.warren.bench.Measured;
import dev.warren.bench.Pace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program under {@code bench/rivals}.
 *
 * @param program the name of its folder
 * @param variant of several ways to use it, or empty
 */
public record Rival(Path folder, String program, String variant) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int NO_SUCH_VERB = 2;
    private static final int SKIPPED = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tasks a second of those that do one after the other, or take much longer; just to begin with. */
    private static final Map<String, Double> SLOW =
            Map.of("pika submit", 2000.0, "celery submit", 400.0, "celery work", 2000.0);

    /** How it is called in the results. */
    public String name() {
        return variant.isEmpty() ? program : program + " " + variant;
    }

    /** Of several ways to use it, the first: where they do not differ. */
    public Rival withoutVariant() {
        return new Rival(folder, program, "");
    }

    /** Whether it is the bare client, which all are compared with. */
    public boolean isFloor() {
        return name().equals(Lab.FLOOR);
    }

    /** Tasks a second, before any was seen. */
    public double guess(String verb, int underWay) {
        return SLOW.getOrDefault(program + " " + verb, Pace.guess(underWay));
    }

    /**
     * Whether it can be used here.
     *
     * @param says its version, or why it is skipped
     */
    public record Check(boolean usable, String says) {}

    public Check check(Children children, Map<String, String> settings) throws InterruptedException {
        try (Child child = start(children, "check", settings)) {
            int code = child.await(PATIENCE);
            if (code != 0 && code != SKIPPED) {
                return new Check(false, "its check failed: " + child.lastLine());
            }
            return new Check(code == 0, child.lastLine());
        } catch (IOException e) {
            return new Check(false, "its check failed: " + e.getMessage());
        }
    }

    /** Runs a verb that measures nothing. */
    public void run(Children children, String verb, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Child child = start(children, verb, settings)) {
            int code = endOf(child);
            if (code != 0) {
                throw new IOException(verb + " ended with exit code " + code + ": " + child.lastLine());
            }
        }
    }

    /** Runs a verb that measures, to its end. */
    public Measured measure(Children children, String verb, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Child child = start(children, verb, settings)) {
            String result = child.result(PATIENCE).orElse(null);
            endOf(child);
            if (result == null) {
                throw new IOException(verb + " ended without a result: " + child.lastLine());
            }
            return JSON.readValue(result, Measured.class);
        }
    }

    private static int endOf(Child child) throws IOException, InterruptedException {
        int code = child.await(PATIENCE);
        if (code == SKIPPED) {
            throw new IOException("skipped: " + child.lastLine());
        }
        return code;
    }

    /** Empty for one that does not take them over HTTP, or can't be used with these settings. */
    public Optional<Server> serve(Children children, Map<String, String> settings)
            throws IOException, InterruptedException {
        Child child = start(children, "serve", settings);
        Optional<String> where = child.result(PATIENCE);
        if (where.isPresent()) {
            JsonNode said = JSON.readTree(where.get());
            URI tasks = URI.create(said.path("http").asText());
            return Optional.of(
                    new Server(child, tasks, new Consumption(said.path("pid").asLong())));
        }
        int code = child.await(PATIENCE);
        if (code != NO_SUCH_VERB && code != SKIPPED) {
            throw new IOException(name() + " does not serve: " + child.lastLine());
        }
        return Optional.empty();
    }

    /** Ends what it keeps running from one verb to the next. */
    public void stop(Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder stop = new ProcessBuilder(run(), "stop").redirectErrorStream(true);
        stop.environment().putAll(settings);
        stop.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private String run() {
        return folder.resolve("run").toString();
    }

    private Child start(Children children, String verb, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        if (!variant.isEmpty()) {
            environment.put("BENCH_VARIANT", variant);
        }
        return children.start(name() + "-" + verb, environment, List.of(run(), verb));
    }
}
