package dev.warren.bench;

import dev.warren.bench.process.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code bench/run} is told to measure. */
final class Options {

    private static final String NO_RIVALS = "none";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup
    private Extent extent = new Extent();

    /** At most one of them. */
    static final class Extent {
        @Option(
                names = "--quick",
                description = "The main scenarios and settings on a quorum queue, two short rounds. The default.")
        private boolean quick;

        @Option(
                names = "--all-settings",
                description = "All scenarios and settings on a quorum queue, two short rounds.")
        private boolean allSettings;

        @Option(
                names = "--full",
                description = "All of them on quorum and classic queues, five long rounds; takes hours.")
        private boolean full;
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SCENARIO",
            converter = Values.Scenario.class,
            description = "What to measure: submit, batch, work, latency, start, handlers, depth, failures.")
    private List<Scenarios> only;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            converter = Values.Kind.class,
            description = "Of queues: quorum, classic, or both.")
    private List<String> kinds;

    @Option(
            names = "--rivals",
            split = ",",
            paramLabel = "NAME",
            description = "Which to compare with, of the folders in bench/rivals; \"" + NO_RIVALS
                    + "\" for java-client alone. All by default.")
    private List<String> rivals;

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "BYTES",
            converter = Values.Payload.class,
            description = "Of a task; 256 by default. Where it is not varied, the first of several.")
    private List<Integer> payloads;

    @Option(
            names = "--connections",
            split = ",",
            paramLabel = "N",
            converter = Values.AtATime.class,
            description = "That submit at a time, or messages under way without HTTP; 64 by default.")
    private List<Integer> connections;

    @Option(
            names = "--prefetch",
            split = ",",
            paramLabel = "N",
            converter = Values.AtATime.class,
            description = "Of a worker, which has as many slots; 10 by default.")
    private List<Integer> prefetches;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "RATE",
            converter = Values.Rates.class,
            description = "For latency: percents of what is sustained, or tasks a second as in 2000/s; 10,50,90 by"
                    + " default.")
    private List<Rate> rates;

    @Option(
            names = "--behind",
            split = ",",
            paramLabel = "N",
            converter = Values.Backlog.class,
            description = "For depth: how many more tasks wait; 1000,1000000 by default.")
    private List<Integer> behind;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = Values.Rounds.class,
            description = "How often each run is made, in turn with the others.")
    private Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Values.Seconds.class,
            description = "The measured part of each run; 1.5 by default, 4 with --full.")
    private Integer seconds;

    @Option(
            names = "--broker",
            paramLabel = "WHERE",
            converter = BrokerSource.Written.class,
            description = "A folder with a RabbitMQ server (with sbin/) to start a private node of; the URL of one that"
                    + " runs; or a command that takes start and purge, each with --dir DIR, as ./warren broker does."
                    + " By default a private node of the installed one.")
    private BrokerSource broker = BrokerSource.INSTALLED;

    @Option(names = "--results", paramLabel = "DIR", description = "Where to write; bench/results by default.")
    private Path results;

    private boolean hasAllSettings() {
        return extent.full || extent.allSettings;
    }

    List<Scenarios> scenarios() {
        return only != null ? distinct(only) : Scenarios.among(hasAllSettings());
    }

    List<String> kinds() {
        return kinds != null ? distinct(kinds) : extent.full ? List.of("quorum", "classic") : List.of("quorum");
    }

    int rounds() {
        return rounds != null ? rounds : extent.full ? 5 : 2;
    }

    Lengths lengths() {
        Lengths lengths = extent.full ? Lengths.FULL : Lengths.QUICK;
        return seconds == null ? lengths : lengths.measuring(seconds);
    }

    Settings settings() {
        Settings settings = hasAllSettings() ? Settings.ALL : Settings.MAIN;
        return new Settings(
                axis(payloads, settings.payloads()),
                axis(connections, settings.connections()),
                axis(prefetches, settings.prefetches()),
                rates != null ? distinct(rates) : settings.rates(),
                behind != null ? distinct(behind) : settings.behind());
    }

    private static Axis axis(List<Integer> asked, Axis otherwise) {
        return asked == null ? otherwise : Axis.of(distinct(asked));
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }

    BrokerSource broker() {
        return broker;
    }

    /** Where results go; a folder that can be written to. */
    Path results(Path root) {
        Path folder = results != null ? results : root.resolve("bench/results");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw misused("--results: " + folder + " can't be made: " + e);
        }
        if (!Files.isWritable(folder)) {
            throw misused("--results: " + folder + " can't be written to");
        }
        return folder;
    }

    /** Those that are wanted; the bare client always is. */
    List<Rival> rivals(List<Rival> all) {
        if (rivals == null) {
            return all;
        }
        Set<String> known = all.stream().map(Rival::program).collect(Collectors.toSet());
        for (String rival : rivals) {
            if (!known.contains(rival) && !rival.equals(NO_RIVALS)) {
                throw misused("--rivals: '" + rival + "' is none of " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return all.stream()
                .filter(rival -> rival.isFloor() || rivals.contains(rival.program()))
                .toList();
    }

    private ParameterException misused(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
