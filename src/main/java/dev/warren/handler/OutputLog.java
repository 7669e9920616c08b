package dev.warren.handler;

import dev.warren.task.Excerpt;
import dev.warren.task.FailureHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Logs one output of a command line by line, up to a limit, and remembers its last lines. */
final class OutputLog {

    private static final int LONGEST_LINE = 2048;

    /** What a line counts at least, for in a log even an empty one takes place. */
    private static final int LINE_COSTS = 64;

    private static final int TAIL_LINES = 20;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t]]");

    private final Logger log;
    private final long limit;
    private final byte[] chunk = new byte[8 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> tail = new ArrayDeque<>();
    private long logged;
    private boolean cut;

    /** @param limit in bytes; what comes after it is not logged */
    OutputLog(Logger log, long limit) {
        this.log = log;
        this.limit = limit;
    }

    /** Reads some of what is there, without blocking; false if nothing was. */
    boolean readFrom(InputStream output) throws IOException {
        return read(output, output.available()) > 0;
    }

    /** Reads all that is there at this moment, without blocking. */
    void readRestOf(InputStream output) throws IOException {
        for (int left = output.available(); left > 0; ) {
            int read = read(output, left);
            left = read > 0 ? left - read : 0;
        }
    }

    /** Logs a last line that has no end. */
    void end() {
        if (line.size() > 0) {
            endLine();
        }
    }

    /** The last lines so far, not more than a failure keeps: of what is too long, that is the start. */
    synchronized String tail() {
        return Excerpt.endOf(String.join("\n", tail), FailureHeaders.MAX_DETAIL);
    }

    private int read(InputStream output, int available) throws IOException {
        int read = available > 0 ? output.read(chunk, 0, Math.min(available, chunk.length)) : 0;
        for (int i = 0; i < read; i++) {
            if (chunk[i] == '\n') {
                endLine();
            } else if (line.size() < LONGEST_LINE) {
                line.write(chunk[i]);
            }
        }
        return read;
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        String harmless = CONTROL.matcher(text).replaceAll("\uFFFD") + (line.size() == LONGEST_LINE ? "…" : "");
        remember(harmless);
        logged += Math.max(line.size(), LINE_COSTS);
        if (logged <= limit) {
            log.info(harmless);
        } else if (!cut) {
            cut = true;
            log.infof("no more of this output is logged: it is over %d bytes (warren.worker.exec.output-limit)", limit);
        }
        line.reset();
    }

    private synchronized void remember(String text) {
        tail.addLast(text);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
    }
}
