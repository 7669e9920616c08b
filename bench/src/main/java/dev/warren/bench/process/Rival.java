package dev.warren.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bench.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program under {@code bench/rivals}.
 *
 * @param name how it is called in the results
 * @param program its {@code run}
 * @param variant of several ways to use it, or empty
 */
public record Rival(String name, Path program, String variant) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SKIPPED = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it is one of these programs, in whichever variant. */
    public boolean isOf(List<String> programs) {
        return programs.contains(program.getParent().getFileName().toString());
    }

    /**
     * Whether it can be used here.
     *
     * @param says its version, or why it is skipped
     */
    public record Check(boolean usable, String says) {}

    public Check check(Children children, Map<String, String> settings) throws IOException, InterruptedException {
        try (Child child = start(children, "check", settings)) {
            int code = child.await(PATIENCE);
            if (code != 0 && code != SKIPPED) {
                return new Check(false, "its check failed: " + child.lastLine());
            }
            return new Check(code == 0, child.lastLine());
        }
    }

    /** Runs a verb that measures nothing. */
    public void run(Children children, String verb, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (Child child = start(children, verb, settings)) {
            int code = child.await(PATIENCE);
            if (code == SKIPPED) {
                throw new IOException("skipped: " + child.lastLine());
            }
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
            if (child.await(PATIENCE) == SKIPPED) {
                throw new IOException("skipped: " + child.lastLine());
            }
            if (result == null) {
                throw new IOException(verb + " ended without a result: " + child.lastLine());
            }
            return JSON.readValue(result, Measured.class);
        }
    }

    private Child start(Children children, String verb, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        if (!variant.isEmpty()) {
            environment.put("BENCH_VARIANT", variant);
        }
        return children.start(name + "-" + verb, environment, List.of(program.toString(), verb));
    }
}
