package dev.warren.amqp.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Names, keys and the names of headers: AMQP has a byte for their length. The client throws something unchecked at longer ones. */
final class ShortStrings {

    private static final int MAX_BYTES = 255;

    private ShortStrings() {}

    /** What to do about the first that is too long, if one is. */
    static Optional<String> tooLong(Stream<String> strings) {
        return strings.filter(string -> string.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES)
                .findFirst()
                .map(string -> "'" + string + "' is longer than the " + MAX_BYTES
                        + " bytes that AMQP has for it; choose a shorter one");
    }
}
