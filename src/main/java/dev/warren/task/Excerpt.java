package dev.warren.task;

/** Texts of others that are not to be longer than so much. */
public final class Excerpt {

    private Excerpt() {}

    /** The text, or so many characters of its start and an ellipsis. */
    public static String of(String text, int longest) {
        return text.length() <= longest ? text : startOf(text, longest) + "…";
    }

    /** The text, or so many characters of its start: one less where that would be half of a character, which is no text in JSON. */
    public static String startOf(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** The text, or so many characters of its end, without half of a character. */
    public static String endOf(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int start = text.length() - longest;
        return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }
}
