package dev.warren.bench;

/**
 * A run to be made once in every round.
 *
 * @param setting what is varied within the scenario
 * @param isPaced whether its length is a number of tasks, which has to be found first
 */
public record Trial(String setting, String contestant, boolean isPaced, Run run) {

    /** Of a wanted number of tasks. */
    public static Trial ofTasks(String setting, String contestant, Run run) {
        return new Trial(setting, contestant, true, run);
    }

    /** Of a wanted time, or of what is measured once. */
    public static Trial ofTime(String setting, String contestant, Run run) {
        return new Trial(setting, contestant, false, run);
    }

    /** Makes the run. */
    @FunctionalInterface
    public interface Run {
        Measured measure() throws Exception;
    }
}
