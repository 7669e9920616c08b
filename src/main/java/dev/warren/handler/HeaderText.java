package dev.warren.handler;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;

/** Values of task headers as text, for handlers that know no other kind. */
final class HeaderText {

    private HeaderText() {}

    /** Text, bytes (as UTF-8), numbers, booleans and times (RFC 3339); nothing for lists and tables. */
    static Optional<String> of(Object value) {
        if (value instanceof byte[] bytes) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        if (value instanceof Date date) {
            return Optional.of(date.toInstant().toString());
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        return Optional.empty();
    }
}
