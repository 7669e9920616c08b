package dev.warren.bench;

/**
 * A run to be made once in every round.
 *
 * @param setting what is varied within the scenario
 */
public record Trial(String setting, String contestant, Run run) {

    /** Makes the run. */
    @FunctionalInterface
    public interface Run {
        Measured measure() throws Exception;
    }
}
