package dev.warren.cli.terminal;

import java.util.regex.Pattern;

/** Texts of others, names and errors, made fit for a terminal: none moves the cursor, changes colours or breaks a line. */
public final class Words {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]+");

    private Words() {}

    public static String oneLine(String text) {
        return BREAKS.matcher(text).replaceAll(" ");
    }

    /** The same, but ends of lines and tabs stay. */
    public static String lines(String text) {
        return CONTROLS.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
    }

    /** {@code 1 task}, {@code 2 tasks}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
