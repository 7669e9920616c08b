package dev.warren.cli.manage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Values as they are typed at a shell. */
final class Arguments {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private Arguments() {}

    /** Numbers, {@code true} and {@code false} as what they look like: RabbitMQ wants a number where it wants one. */
    static Map<String, Object> typed(Map<String, String> words) {
        Map<String, Object> values = new LinkedHashMap<>();
        words.forEach((name, word) -> values.put(name, typed(word)));
        return values;
    }

    private static Object typed(String word) {
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        return NUMBER.matcher(word).matches() ? (Object) Long.valueOf(word) : word;
    }

    static OptionalInt or(Optional<Integer> given, OptionalInt otherwise) {
        return given.map(OptionalInt::of).orElse(otherwise);
    }
}
