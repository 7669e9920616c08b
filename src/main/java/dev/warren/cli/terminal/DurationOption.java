package dev.warren.cli.terminal;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in options, as in the configuration: {@code 2s}, {@code 5m}, or a number of seconds. */
public final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = DurationConverter.parseDuration(text);
            if (duration != null && !duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not a time such as 2s, 5m or 1h");
    }
}
