package dev.warren.amqp.topology;

import dev.warren.amqp.connection.Causes;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the broker refused a declaration: what is there has another value of an argument, or anything else.
 *
 * @param words the broker's
 * @param argument such as {@code x-queue-type}; empty if it was refused for another reason
 * @param there the value on the broker, {@code none}, or {@code unknown}
 * @param configured the value that was declared, {@code none}, or {@code unknown}
 */
public record Mismatch(String words, String argument, String there, String configured) {

    /** What can't be told: the broker has 255 bytes for its words, and cuts them where the name is long. */
    public static final String UNKNOWN = "unknown";

    /** As RabbitMQ words it, in {@code rabbit_misc:assert_args_equivalence1/4}. The argument comes first, and is never cut. */
    private static final Pattern INEQUIVALENT = Pattern.compile(
            "inequivalent arg '(?<argument>[^']*)'(?: for .*: received (?<ours>.*) but current is (?<theirs>.*))?",
            Pattern.DOTALL);

    private static final Pattern VALUE =
            Pattern.compile("(?:the value )?'(?<value>[^']*)'(?: of type '(?<type>[^']*)')?");

    /** @return empty if it was not refused: the connection was lost, say */
    public static Optional<Mismatch> of(IOException refusal) {
        return Causes.closeOf(refusal).map(words -> {
            Matcher differing = INEQUIVALENT.matcher(words);
            return differing.find()
                    ? new Mismatch(
                            words,
                            differing.group("argument"),
                            value(differing.group("theirs")),
                            value(differing.group("ours")))
                    : new Mismatch(words, "", "", "");
        });
    }

    /** Whether it is there with other arguments. */
    public boolean isInequivalent() {
        return words.contains("inequivalent arg ");
    }

    /** The value on the broker, to be declared in its turn; empty if there is none, or it can't be told from the words. */
    public Optional<Object> valueThere() {
        Matcher differing = INEQUIVALENT.matcher(words);
        Matcher value = VALUE.matcher(differing.find() ? Objects.toString(differing.group("theirs"), "") : "");
        String type = value.matches() && value.group("type") != null ? value.group("type") : "";
        try {
            return switch (type) {
                case "longstr" -> Optional.of(there);
                case "bool" -> Optional.of(Boolean.valueOf(there));
                // all integers are equal, whatever their size: rabbit_misc:type_class/1
                case "byte", "short", "signedint", "long", "unsignedbyte", "unsignedshort", "unsignedint" ->
                    Optional.of(Long.valueOf(there));
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this user may not declare it, however it is. */
    boolean isForbidden() {
        return words.startsWith("ACCESS_REFUSED");
    }

    private static String value(String words) {
        if (words == null || words.endsWith("...")) {
            return UNKNOWN;
        }
        Matcher value = VALUE.matcher(words);
        return value.matches() ? value.group("value") : words;
    }
}
