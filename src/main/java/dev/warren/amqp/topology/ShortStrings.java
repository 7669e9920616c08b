package dev.warren.amqp.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Names, keys and the names of headers: AMQP has a byte for their length. The client throws something unchecked at longer ones. */
public final class ShortStrings {

    private static final int MAX_BYTES = 255;

    /** Of UTF-8, for one of Java: spares most strings the encoding. */
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private ShortStrings() {}

    /** Whether AMQP can have it at all. */
    public static boolean fits(String string) {
        return string.length() <= MAX_BYTES / MOST_BYTES_OF_A_CHARACTER
                || string.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** What to do about the first that is too long, if one is. */
    static Optional<String> tooLong(Stream<String> strings) {
        return strings.filter(string -> !fits(string))
                .findFirst()
                .map(string -> "'" + string + "' is longer than the " + MAX_BYTES
                        + " bytes that AMQP has for it; choose a shorter one");
    }
}
