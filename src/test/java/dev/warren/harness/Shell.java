package dev.warren.harness;

import dev.warren.Warren;
import dev.warren.cli.terminal.Conventions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where Warren's commands are typed: in this JVM, which is quick, or as the program itself where there is one without a JVM. */
public final class Shell implements AfterEachCallback {

    private static final String HEAP = "-Xmx64m";

    private final StringWriter said = new StringWriter();
    private final StringWriter noted = new StringWriter();
    private final Map<String, String> settings = new TreeMap<>();

    /** Has commands find this property in their environment. */
    public Shell with(String property, String value) {
        settings.put(property, value);
        if (!Program.isNative()) {
            System.setProperty(property, value);
        }
        return this;
    }

    /** One more with the same settings, to type into at the same time. */
    public Shell another() {
        Shell other = new Shell();
        other.settings.putAll(settings);
        return other;
    }

    /** How a command ended, and what it wrote to both outputs. */
    public record Ended(int exitCode, String out, String err) {}

    /** Runs one, apart from what others have written. */
    public Ended call(String... words) {
        int saidBefore = said.getBuffer().length();
        int notedBefore = noted.getBuffer().length();
        int exitCode = run(words);
        return new Ended(exitCode, said().substring(saidBefore), noted().substring(notedBefore));
    }

    /** @return the exit code */
    public int run(String... words) {
        return Program.isNative()
                ? runProgram(words)
                : Conventions.commandLine(new Warren())
                        .setOut(new PrintWriter(said, true))
                        .setErr(new PrintWriter(noted, true))
                        .execute(words);
    }

    /** All that has been written to standard output so far. */
    public String said() {
        return said.toString();
    }

    /** All that has been written to standard error so far. */
    public String noted() {
        return noted.toString();
    }

    private int runProgram(String... words) {
        List<String> all = new ArrayList<>(Program.words(HEAP));
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all);
        Program.forgetOwnConfiguration(builder.environment());
        settings.forEach((property, value) -> builder.environment().put(Program.variable(property), value));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<Void> errors = CompletableFuture.runAsync(() -> copy(process.errorReader(), noted));
            copy(process.inputReader(), said);
            errors.join();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Reader output, StringWriter copy) {
        try (output) {
            output.transferTo(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!Program.isNative()) {
            settings.keySet().forEach(System::clearProperty);
        }
    }
}
