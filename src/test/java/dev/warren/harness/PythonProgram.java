package dev.warren.harness;

import static dev.warren.harness.Scene.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One of the example programs, run with the real pika. */
public final class PythonProgram implements AutoCloseable {

    private static final String PYTHON = "/usr/bin/python3";

    /** Where pika is, got from Debian's packages if it is not there; a test that can't have it fails, rather than skips. */
    private static final String PYTHONPATH =
            Command.run(List.of("src/test/sh/pika.sh", "target/pika")).strip();

    private final Process process;

    private PythonProgram(Process process) {
        this.process = process;
    }

    /** What Python needs in its environment as {@code PYTHONPATH}, to find pika. */
    public static String path() {
        return PYTHONPATH;
    }

    public static PythonProgram start(String program, String amqpUrl, String queue, String... words) {
        List<String> command = new ArrayList<>(List.of(PYTHON, program, "--queue", queue));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RABBITMQ_URL", amqpUrl + "/%2F");
        builder.environment().put("PYTHONPATH", PYTHONPATH);
        try {
            return new PythonProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed, once it has ended without an error. */
    public String awaitOutput() {
        eventually("the program ends").until(() -> !process.isAlive());
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
