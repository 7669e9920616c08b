package dev.warren.bench.load;

import java.util.OptionalInt;

/** What is read of the heads of HTTP messages. */
final class Heads {

    private static final String END_OF_LINE = "\r\n";
    private static final String LENGTH = "content-length:";

    private Heads() {}

    /** @param head its first line and its headers, each with the end of its line */
    static OptionalInt contentLength(String head) {
        for (int end = head.indexOf(END_OF_LINE); end >= 0; end = head.indexOf(END_OF_LINE, end + 2)) {
            int from = end + END_OF_LINE.length();
            if (head.regionMatches(true, from, LENGTH, 0, LENGTH.length())) {
                int to = head.indexOf(END_OF_LINE, from);
                return OptionalInt.of(Integer.parseInt(
                        head.substring(from + LENGTH.length(), to).trim()));
            }
        }
        return OptionalInt.empty();
    }
}
