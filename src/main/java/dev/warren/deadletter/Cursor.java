package dev.warren.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/**
 * How far a listing has come: the last letter's time and id, and how many of just that time and id have been listed. Letters that
 * come or go meanwhile don't move it.
 */
public record Cursor(Instant at, String id, int listed) {

    private static final Comparator<Cursor> OLDEST_FIRST =
            Comparator.comparing(Cursor::at).thenComparing(Cursor::id);

    /** The place of a letter. Those without a time count as oldest. */
    static Cursor of(DeadLetter letter) {
        return new Cursor(letter.at().orElse(Instant.EPOCH), letter.id().orElse(""), 0);
    }

    /** Negative if this comes before the other, 0 if both are of the same time and id. */
    int compareTo(Cursor other, Order order) {
        int byTime = OLDEST_FIRST.compare(this, other);
        return order == Order.OLDEST ? byTime : -byTime;
    }

    Cursor withListed(int count) {
        return new Cursor(at, id, count);
    }

    /** As callers get it. */
    public String text() {
        String plain = listed + " " + at + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if it is not one */
    public static Cursor parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
        try {
            return new Cursor(Instant.parse(parts[1]), parts[2], Integer.parseInt(parts[0]));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }
}
