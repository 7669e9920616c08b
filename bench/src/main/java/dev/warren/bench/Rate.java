package dev.warren.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often tasks are submitted.
 *
 * @param isShare whether that is percents of what can be sustained, rather than tasks a second
 */
public record Rate(int value, boolean isShare) {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,6})(%|/s)?");

    /** {@code 90} or {@code 90%} of what can be sustained, {@code 2000/s}. */
    static Rate parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is neither percents, such as 90, nor tasks a second, such as 2000/s");
        }
        return new Rate(Integer.parseInt(matcher.group(1)), !"/s".equals(matcher.group(2)));
    }

    public int perSecond(double sustained) {
        return isShare ? Math.max(1, (int) (sustained * value / 100)) : value;
    }

    @Override
    public String toString() {
        return isShare ? value + " % of what is sustained" : value + " tasks/s";
    }
}
