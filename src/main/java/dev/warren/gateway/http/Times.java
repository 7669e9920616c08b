package dev.warren.gateway.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Delays and points in time as callers write them. */
public final class Times {

    private static final Pattern UNITS =
            Pattern.compile("(?<days>\\d+d)?(?<time>(\\d+h)?(\\d+m)?(\\d+(\\.\\d{1,9})?s)?)");

    private static final Pattern SECONDS = Pattern.compile("\\d+");

    /** Longer than any delay that there can be, and short enough to count with. */
    private static final Duration FOREVER = Duration.ofDays(100_000);

    private Times() {}

    /**
     * A delay in seconds ({@code 90}), with units ({@code 1h30m}, {@code 2d}, {@code 1.5s}) or as in ISO 8601 ({@code PT90S}).
     *
     * @throws DateTimeException if it is none of these, or negative
     */
    public static Duration delay(String text) {
        Duration delay = Duration.parse(iso(text));
        if (delay.isNegative()) {
            throw new DateTimeException("negative");
        }
        return delay.compareTo(FOREVER) < 0 ? delay : FOREVER;
    }

    /**
     * A point in time as in RFC 3339.
     *
     * @throws DateTimeException if it is not
     */
    public static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String iso(String text) {
        if (SECONDS.matcher(text).matches()) {
            return "PT" + text + "S";
        }
        Matcher units = UNITS.matcher(text);
        if (!units.matches()) {
            return text;
        }
        String days = units.group("days") == null ? "" : units.group("days");
        String time = units.group("time");
        return "P" + days + (time.isEmpty() ? "" : "T" + time);
    }
}
