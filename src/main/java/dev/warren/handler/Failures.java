package dev.warren.handler;

import dev.warren.task.Excerpt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exceptions as failures: one bounded line for people, and the part of the stack trace that says most. */
final class Failures {

    private static final int MESSAGE_LENGTH = 500;
    private static final int STACK_LINES = 20;
    private static final int DETAIL_LENGTH = 8 * 1024;

    private Failures() {}

    /** The exception's class and message, with its stack trace. */
    static Failure of(Throwable thrown) {
        return new Failure(Reason.FAILED, oneLine(thrown.toString()), stackOf(thrown));
    }

    /** What could not be done, and the exception's message as the reason. */
    static Failure of(String what, Throwable thrown) {
        return Failure.of(Reason.FAILED, oneLine(what + ": " + thrown));
    }

    /** The first line, and not too much of it. */
    static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return Excerpt.of(line, MESSAGE_LENGTH);
    }

    private static String stackOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        List<String> lines = text.toString().lines().toList();
        String kept = IntStream.range(0, lines.size())
                .filter(line -> line < STACK_LINES || lines.get(line).startsWith("Caused by:"))
                .mapToObj(lines::get)
                .collect(Collectors.joining("\n"));
        return Excerpt.startOf(kept, DETAIL_LENGTH);
    }
}
