package dev.warren.bench;

import java.util.List;

/**
 * Values of one setting.
 *
 * @param values all that are measured
 * @param withRivals those of them that rivals are measured at too, and not the bare client and Warren alone
 */
public record Axis(List<Integer> values, List<Integer> withRivals) {

    /** As somebody has asked for them: everybody is measured at all of them. */
    static Axis of(List<Integer> asked) {
        return new Axis(asked, asked);
    }

    public boolean hasRivals(int value) {
        return withRivals.contains(value);
    }

    /** The one that is used where a scenario does not vary it. */
    public int main() {
        return withRivals.get(0);
    }
}
