package dev.warren.task;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a task is known by, from submit to its end: the AMQP {@code message-id}. A caller that repeats a submit with the
 * same id tells handlers that it is the same work.
 *
 * @param value 1 to 255 bytes of UTF-8, AMQP's limit for a short string; ids that callers choose are narrower, see
 *     {@link #parse}
 */
public record TaskId(String value) {

    /** What a caller may choose: nothing that needs quoting in a URL, a header, a log line or a shell. */
    private static final Pattern CALLERS_CHOICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final SecureRandom RANDOM = new SecureRandom();

    public TaskId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a task id cannot be empty");
        }
    }

    /**
     * An id that a caller chose.
     *
     * @throws IllegalArgumentException if it is not 1 to 128 of {@code A-Z a-z 0-9 . _ : -}, the first a letter or digit
     */
    public static TaskId parse(String value) {
        if (!CALLERS_CHOICE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a task id is 1 to 128 of A-Z a-z 0-9 . _ : - and starts with a letter" + " or digit");
        }
        return new TaskId(value);
    }

    /** A new UUID of version 7 (RFC 9562, section 5.7): ids sort by the millisecond they were made in. */
    public static TaskId create(Clock clock) {
        byte[] bytes = new byte[Short.BYTES + Long.BYTES];
        RANDOM.nextBytes(bytes); // at once: each time costs a lock
        ByteBuffer random = ByteBuffer.wrap(bytes);
        long high = (clock.millis() << 16) | 0x7000L | (random.getShort() & 0x0FFFL);
        long low = 0x8000000000000000L | (random.getLong() >>> 2);
        return new TaskId(new UUID(high, low).toString());
    }

    /** For people and logs: an id that came over AMQP may hold line breaks, which would forge log lines. */
    @Override
    public String toString() {
        return isPlain(value) ? value : CONTROL.matcher(value).replaceAll("?");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == '\u007f') {
                return false;
            }
        }
        return true;
    }
}
