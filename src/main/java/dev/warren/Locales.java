package dev.warren;

import java.util.Arrays;

/**
 * A JVM reads arguments and environment in the locale's encoding. Where that is not UTF-8 ({@code LANG=C}, or none), what was typed
 * beyond it can't be had back.
 */
final class Locales {

    /** What to say of it. */
    static final String LOST = "there are letters in the arguments that the locale's encoding (" + encoding()
            + ") does not have: set LC_ALL=C.UTF-8";

    private static final char REPLACEMENT = '\uFFFD';

    private Locales() {}

    /** Whether not all of it is what was typed. */
    static boolean hasLost(String... arguments) {
        return !encoding().equalsIgnoreCase("UTF-8")
                && Arrays.stream(arguments).anyMatch(argument -> argument.indexOf(REPLACEMENT) >= 0);
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "UTF-8");
    }
}
