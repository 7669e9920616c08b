package dev.warren.cli.dead;

import dev.warren.cli.terminal.DurationOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which letters are meant. A mixin. */
final class LetterOptions {

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type; '' for letters without one.")
    private Optional<String> type;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "That are failed, rejected, expired, undecodable, crashed or timed-out.")
    private Optional<String> reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "That failed no earlier than then, such as 2027-01-31T08:00:00Z, or so long ago, such as 2h.")
    private Optional<Instant> since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "That failed earlier than then.")
    private Optional<Instant> until;

    /** A time as in RFC 3339, or how long ago it was. */
    static final class Moment implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                return ago(text);
            }
        }

        private static Instant ago(String text) {
            try {
                return Instant.now().minus(new DurationOption().convert(text)).truncatedTo(ChronoUnit.SECONDS);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a time such as 2027-01-31T08:00:00Z nor how long ago, such as 2h");
            }
        }
    }

    List<Entry<String, String>> query() {
        List<Entry<String, String>> query = new ArrayList<>();
        type.ifPresent(given -> query.add(Map.entry("type", given)));
        reason.ifPresent(given -> query.add(Map.entry("reason", given)));
        since.ifPresent(given -> query.add(Map.entry("since", given.toString())));
        until.ifPresent(given -> query.add(Map.entry("until", given.toString())));
        return query;
    }
}
