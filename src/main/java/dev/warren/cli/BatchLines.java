package dev.warren.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts lines into parts, each to be sent when it is large enough, or when no more has come in yet. */
final class BatchLines {

    private static final int MOST_LINES = 1_000;
    private static final int ENOUGH_BYTES = 4 * 1024 * 1024;

    private final InputStream in;
    private long line;
    private long read;
    private boolean blank;

    BatchLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * Some lines.
     *
     * @param body with the line ends
     * @param numbers of those lines, from 1; empty lines are none
     */
    record Part(byte[] body, List<Long> numbers) {

        long first() {
            return numbers.get(0);
        }

        long last() {
            return numbers.get(numbers.size() - 1);
        }
    }

    /** @return nothing at the end */
    Optional<Part> next() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Long> numbers = new ArrayList<>();
        while (isWanted(numbers.size(), body.size())) {
            boolean more = readLine(body);
            if (!blank) {
                numbers.add(line);
            }
            if (!more) {
                break;
            }
        }
        return numbers.isEmpty() ? Optional.empty() : Optional.of(new Part(body.toByteArray(), List.copyOf(numbers)));
    }

    /** How many bytes it has read. */
    long read() {
        return read;
    }

    private boolean isWanted(int lines, int bytes) throws IOException {
        return lines == 0 || lines < MOST_LINES && bytes < ENOUGH_BYTES && in.available() > 0;
    }

    /** @return whether there may be another one */
    private boolean readLine(ByteArrayOutputStream body) throws IOException {
        line++;
        blank = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            read++;
            body.write(next);
            blank &= " \t\r\n".indexOf(next) >= 0;
            if (next == '\n') {
                return true;
            }
        }
        return false;
    }
}
