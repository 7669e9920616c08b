package dev.warren.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Command {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Command() {}

    /** Its standard output. A program that fails or does not end is an error, with what it said on both outputs. */
    static String run(List<String> words) {
        try {
            Path out = Files.createTempFile("command", ".out");
            Path err = Files.createTempFile("command", ".err");
            try {
                return run(words, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + words, e);
        }
    }

    // Into files, not pipes: a broker that the program leaves running would hold a pipe open.
    private static String run(List<String> words, Path out, Path err) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String said = Files.readString(out, StandardCharsets.UTF_8);
        if (ended && process.exitValue() == 0) {
            return said;
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                String.join(" ", words) + (ended ? " ended with " + process.exitValue() : " does not end") + ":\n"
                        + said + Files.readString(err, StandardCharsets.UTF_8));
    }
}
