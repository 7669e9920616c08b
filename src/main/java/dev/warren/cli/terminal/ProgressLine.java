package dev.warren.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;

/** How far a command is: one line, written over again and again, at a terminal's standard error. Nothing where there is none. */
public final class ProgressLine implements AutoCloseable {

    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final int BAR = 24;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean wanted;
    private long shownAt = System.nanoTime() - INTERVAL_NANOS;

    ProgressLine(PrintWriter err, boolean wanted) {
        this.err = err;
        this.wanted = wanted;
    }

    public static ProgressLine of(CommandSpec command) {
        return new ProgressLine(
                command.commandLine().getErr(), Terminal.at(Terminal.Stream.ERR).isPresent());
    }

    /**
     * Shows it, unless something was shown an instant ago.
     *
     * @param done the part of the work, 0 to 1; empty where it is not known
     */
    public void show(OptionalDouble done, String words) {
        long now = System.nanoTime();
        if (wanted && now - shownAt >= INTERVAL_NANOS) {
            shownAt = now;
            err.print(CLEAR + (done.isPresent() ? bar(done.getAsDouble()) : "") + words);
            err.flush();
        }
    }

    private static String bar(double done) {
        int full = (int) Math.round(BAR * Math.min(1, done));
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + Math.round(100 * Math.min(1, done)) + " %  ";
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (wanted) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
