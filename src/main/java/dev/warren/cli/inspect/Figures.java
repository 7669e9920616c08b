package dev.warren.cli.inspect;

import dev.warren.cli.terminal.Table.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them; null, which a table shows as a dash, for what is not known. */
final class Figures {

    private static final List<String> THOUSANDS = List.of("", "k", "M", "G", "T");
    private static final List<String> BYTES = List.of(" B", " KiB", " MiB", " GiB", " TiB");

    private Figures() {}

    /** {@code 999}, {@code 1.2k}, {@code 34k}. */
    static Figure count(Optional<Long> number) {
        return number.map(value -> new Figure(scaled(value, 1000, THOUSANDS))).orElse(null);
    }

    /** {@code 0/s}, {@code 0.4/s}, {@code 1.2k/s}. */
    static Figure rate(Optional<Double> perSecond) {
        return perSecond
                .map(value -> new Figure(scaled(value, 1000, THOUSANDS) + "/s"))
                .orElse(null);
    }

    /** {@code 512 B}, {@code 1.2 MiB}. */
    static Figure bytes(Optional<Long> number) {
        return number.map(value -> new Figure(scaled(value, 1024, BYTES))).orElse(null);
    }

    /** How long ago: {@code 5s}, {@code 3m}, {@code 2h}, {@code 4d}. */
    static Figure age(Optional<Instant> since, Instant now) {
        return since.map(then -> duration(Duration.between(then, now))).orElse(null);
    }

    /** The largest unit, of which there are at least two. */
    static Figure duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return new Figure(seconds + "s");
        }
        if (seconds < 7_200) {
            return new Figure(seconds / 60 + "m");
        }
        return new Figure(seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d");
    }

    private static String scaled(double value, int step, List<String> units) {
        int unit = 0;
        double scaled = value;
        while (Math.round(scaled) >= step && unit < units.size() - 1) {
            scaled /= step;
            unit++;
        }
        String digits = Math.round(scaled * 10) >= 100
                ? String.valueOf(Math.round(scaled))
                : String.format(Locale.ROOT, "%.1f", scaled).replace(".0", "");
        return digits + units.get(unit);
    }
}
