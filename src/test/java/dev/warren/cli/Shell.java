package dev.warren.cli;

import dev.warren.cli.terminal.Conventions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs commands in this JVM, with settings of their own; there is no terminal. */
public final class Shell {

    /** How a command ended, and what it said on both outputs. */
    public record Ended(int exitCode, String out, String err) {}

    private final Map<String, String> settings = new LinkedHashMap<>();

    /** A setting of the commands, as a system property. */
    public Shell with(String property, String value) {
        settings.put(property, value);
        return this;
    }

    /** @param command such as {@code new Queues()} */
    public Ended run(Object command, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        settings.forEach(System::setProperty);
        try {
            int exitCode = Conventions.commandLine(command)
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(words);
            return new Ended(exitCode, out.toString(), err.toString());
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }
}
