package dev.warren.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one run came to; what was not measured is null.
 *
 * @param tasks counted ones, after the warm-up
 * @param seconds that they took
 * @param cpuSeconds of the client's processes meanwhile
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measured(
        long tasks, double seconds, Double cpuSeconds, Double p50Millis, Double p99Millis, Double rssMiB) {

    public static Measured of(long tasks, double seconds, Double cpuSeconds) {
        return new Measured(tasks, seconds, cpuSeconds, null, null, null);
    }

    public Measured withRss(double mebibytes) {
        return new Measured(tasks, seconds, cpuSeconds, p50Millis, p99Millis, mebibytes);
    }

    public Measured withCpu(double seconds) {
        return new Measured(tasks, this.seconds, seconds, p50Millis, p99Millis, rssMiB);
    }

    public double perSecond() {
        return tasks / seconds;
    }

    /** Microseconds of CPU for each task, or null. */
    public Double cpuMicros() {
        return cpuSeconds == null ? null : cpuSeconds * 1e6 / tasks;
    }

    /** Milliseconds of CPU in all, or null. */
    public Double cpuMillis() {
        return cpuSeconds == null ? null : cpuSeconds * 1e3;
    }
}
