package dev.warren.bench;

import dev.warren.bench.process.Queues;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench/run}. */
@Command(
        name = "bench/run",
        sortOptions = false,
        description = "Measures Warren beside what people would use otherwise; bench/README.md says how.")
public final class Bench implements Callable<Integer> {

    private static final Path ROOT =
            Path.of(System.getProperty("bench.root", ".")).toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @Mixin
    private Options options = new Options();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Option(names = "--check", hidden = true, description = "Only says what is wrong with the other options.")
    private boolean check;

    @Spec
    private CommandSpec command;

    private final List<String> conditions = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setParameterExceptionHandler((misuse, words) -> {
                    System.err.println("bench: " + misuse.getMessage() + "; see bench/run --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    System.err.println("bench: " + Rounds.reason(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path results = options.results(ROOT);
        List<Rival> wanted = options.rivals(Rivals.in(ROOT.resolve("bench/rivals")));
        if (check) {
            return 0;
        }
        List<String> words = command.commandLine().getParseResult().originalArgs();
        conditions.add(
                "`bench/run " + String.join(" ", words).replaceAll("//[^ ]*@", "//") + "`"); // without a password
        Path logs = logs();
        Site site = Site.open(logs, wanted, folder -> options.broker().broker(ROOT, folder));
        System.err.println("bench: logs of all processes are in " + logs);
        Report report = new Report(results, conditions);
        Rounds rounds = new Rounds(options.rounds(), report, site.children()::areEnded);
        try {
            site.node().start();
            measure(site, rounds);
        } catch (Exception e) {
            if (!site.children().areEnded()) {
                throw e;
            }
            System.err.println("bench: ended early");
            conditions.add("ended early: not all was measured");
            rounds.write();
        }
        if (!rounds.haveMeasured()) {
            throw new IOException("nothing was measured");
        }
        System.out.print(report.table());
        System.err.println("bench: written to " + results);
        return 0;
    }

    private void measure(Site site, Rounds rounds) throws Exception {
        conditions.addAll(Machine.describe());
        conditions.add("Work folder on " + Files.getFileStore(site.folder()).type());
        try (Queues queues = new Queues(site.node().amqpUrl())) {
            conditions.add(queues.broker() + ", " + options.broker());
            measure(rounds, lab(site, queues));
        }
    }

    /** A folder for each time, for there may be several at a time. */
    private static Path logs() {
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("MMdd-HHmmss"));
        return ROOT.resolve(
                "bench/target/logs/%s-%d".formatted(now, ProcessHandle.current().pid()));
    }

    private Lab lab(Site site, Queues queues) throws InterruptedException {
        Lengths lengths = options.lengths();
        return new Lab(
                JAVA_HOME,
                site.folder(),
                site.node(),
                queues,
                site.children(),
                usable(site),
                new Pace(lengths.whole()),
                lengths,
                options.settings());
    }

    private List<Rival> usable(Site site) throws InterruptedException {
        List<Rival> usable = new ArrayList<>();
        for (Rival rival : site.rivals()) {
            Rival.Check check = rival.check(site.children(), Map.of("JAVA_HOME", JAVA_HOME.toString()));
            String line = (check.usable() ? "" : "skipped: ") + rival.name() + ": " + check.says();
            System.err.println("bench: " + line);
            conditions.add(line);
            if (check.usable()) {
                usable.add(rival);
            }
        }
        return usable;
    }

    private void measure(Rounds rounds, Lab lab) throws Exception {
        WarrenPrograms programs =
                new WarrenPrograms(ROOT, JAVA_HOME, Runtime.version().feature(), lab.children());
        for (String kind : options.kinds()) {
            for (Scenarios scenario : options.scenarios()) {
                System.err.printf("bench: %s, %s: getting ready%n", scenario.title(), kind);
                try (Scenario opened = scenario.open(lab, programs, kind)) {
                    rounds.run(scenario, kind, opened);
                } catch (Exception e) {
                    if (lab.children().areEnded()) {
                        throw new InterruptedException();
                    }
                    String line = "not measured: %s, %s queue: %s".formatted(scenario.title(), kind, Rounds.reason(e));
                    System.err.println("bench: " + line);
                    conditions.add(line);
                } finally {
                    lab.children().endLeft();
                }
            }
        }
        rounds.write();
    }
}
