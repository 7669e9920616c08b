package dev.warren.examples;

import static dev.warren.harness.Scene.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A shell in which somebody types a command, looks at what comes out, and types the next. */
final class Terminal implements AutoCloseable {

    /** Reads the commands from elsewhere, so that they can't read each other; each sees how the one before it ended. */
    private static final String SHELL = "exec 3<&0 </dev/null; status=0;"
            + " while IFS= read -r line <&3; do (exit $status); eval \"$line\"; status=$?; done";

    /** What one does not look at: a worker's log, and what frames server-sent events. */
    private static final Pattern NOISE = Pattern.compile("|\\d{4}-\\d\\d-\\d\\dT.*|event:.*|data:\\{}|:.*");

    private final Process shell;
    private final Writer keyboard;
    private final List<String> unread = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    Terminal(Path dir, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", SHELL).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(WARREN|RABBITMQ|QUARKUS|MP)_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            shell = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keyboard = shell.outputWriter();
        Thread reader = new Thread(this::readAll, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try (BufferedReader lines = shell.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add(e.toString());
        }
    }

    private synchronized void add(String line) {
        unread.add(line.strip());
        all.add(line);
    }

    /** Types a command, and waits until all of this has come out of it or of what runs in the background, in any order. */
    void type(String command, List<String> output) {
        try {
            keyboard.write(command + "\n");
            keyboard.flush();
            eventually("what '" + command + "' is to bring about").until(() -> hasRead(output));
        } catch (IOException | ConditionTimeoutException e) {
            throw new AssertionError(
                    "after '" + command + "' there is to be\n" + String.join("\n", output) + "\nand in all there was\n"
                            + screen(),
                    e);
        }
    }

    private synchronized boolean hasRead(List<String> output) {
        List<String> left = new ArrayList<>(unread);
        for (String expected : output) {
            Pattern pattern = pattern(expected);
            Optional<String> found = left.stream()
                    .filter(line -> pattern.matcher(line).matches())
                    .findFirst();
            if (found.isEmpty()) {
                return false;
            }
            left.remove(found.get());
        }
        unread.clear();
        unread.addAll(left);
        return true;
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(Arrays.stream(expected.strip().split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    /** What has come out that nothing said. */
    synchronized List<String> surprises() {
        return unread.stream().filter(line -> !NOISE.matcher(line).matches()).toList();
    }

    synchronized String screen() {
        return String.join("\n", all);
    }

    @Override
    public void close() {
        List<ProcessHandle> background = shell.descendants().toList();
        shell.destroyForcibly();
        background.forEach(ProcessHandle::destroyForcibly);
    }
}
