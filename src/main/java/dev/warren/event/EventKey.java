package dev.warren.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The routing keys of events: {@code QUEUE.TYPE.EVENT}, always three words. In a word every byte of UTF-8 but letters, digits,
 * {@code -}, {@code _} and {@code :} is percent-encoded, so that dots and wildcards in names are none in the key.
 */
public final class EventKey {

    /** The word for a task without a type; a type of that name is encoded. */
    private static final String NO_TYPE = "-";

    /** So that the whole key has room in AMQP's 255 bytes. */
    private static final int LONGEST_WORD = 120;

    private static final int LONGEST_START = LONGEST_WORD - 9;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private EventKey() {}

    static String of(TaskEvent event) {
        return queue(event.queue()) + "." + type(event.type()) + "."
                + event.kind().label();
    }

    /** The word of a queue. */
    public static String queue(String name) {
        return word(name);
    }

    /** The word of a type. */
    public static String type(Optional<String> type) {
        return type.map(name -> name.equals(NO_TYPE) ? "%2D" : word(name)).orElse(NO_TYPE);
    }

    private static String word(String name) {
        StringBuilder word = new StringBuilder(name.length());
        for (byte next : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(next)) {
                word.append((char) next);
            } else {
                word.append('%').append(HEX.toHexDigits(next));
            }
        }
        return word.length() <= LONGEST_WORD ? word.toString() : shortened(word.toString());
    }

    private static boolean isPlain(byte next) {
        return next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z'
                || next >= '0' && next <= '9'
                || next == '-'
                || next == '_'
                || next == ':';
    }

    /** The start of it, and a checksum of the whole behind a character that is in no other word. */
    private static String shortened(String word) {
        CRC32 checksum = new CRC32();
        checksum.update(word.getBytes(StandardCharsets.US_ASCII));
        return word.substring(0, LONGEST_START) + "~" + HEX.toHexDigits((int) checksum.getValue());
    }
}
