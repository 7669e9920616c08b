package dev.warren.cli.inspect;

import java.util.List;
import java.util.Optional;

/** Says what could not be told. */
final class Missing {

    private Missing() {}

    static String note(List<String> missing, Optional<String> why) {
        return "not told by AMQP: " + String.join(", ", missing)
                + why.map(words -> "; " + words).orElse("");
    }
}
