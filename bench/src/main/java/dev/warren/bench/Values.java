package dev.warren.bench;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What options may be. */
final class Values {

    private Values() {}

    /** A number of something. */
    private abstract static class Whole implements ITypeConverter<Integer> {

        private final int least;
        private final int most;

        Whole(int least, int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(String written) {
            try {
                int value = Integer.parseInt(written.trim());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // neither is that
            }
            throw new TypeConversionException("'%s' is not a number from %d to %d".formatted(written, least, most));
        }
    }

    /** Bytes of a task. */
    static final class Payload extends Whole {
        Payload() {
            super(1, 1 << 20);
        }
    }

    /** Things that are under way at a time. */
    static final class AtATime extends Whole {
        AtATime() {
            super(1, 1000);
        }
    }

    /** Tasks that wait. */
    static final class Backlog extends Whole {
        Backlog() {
            super(0, 10_000_000);
        }
    }

    /** How often. */
    static final class Rounds extends Whole {
        Rounds() {
            super(1, 100);
        }
    }

    /** How long a run is measured. */
    static final class Seconds extends Whole {
        Seconds() {
            super(1, 60);
        }
    }

    /** How often tasks are submitted. */
    static final class Rates implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String written) {
            try {
                return Rate.parse(written.trim());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'%s' %s".formatted(written, e.getMessage()));
            }
        }
    }

    /** A kind of queue. */
    static final class Kind implements ITypeConverter<String> {
        @Override
        public String convert(String written) {
            String kind = written.trim().toLowerCase(Locale.ROOT);
            if (!kind.equals("quorum") && !kind.equals("classic")) {
                throw new TypeConversionException("'%s' is neither quorum nor classic".formatted(written));
            }
            return kind;
        }
    }

    /** What can be measured. */
    static final class Scenario implements ITypeConverter<Scenarios> {
        @Override
        public Scenarios convert(String written) {
            return Arrays.stream(Scenarios.values())
                    .filter(scenario -> scenario.toString().equalsIgnoreCase(written.trim()))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'%s' is none of %s".formatted(written, Scenarios.names())));
        }
    }
}
