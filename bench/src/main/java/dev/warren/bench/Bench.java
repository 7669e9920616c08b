package dev.warren.bench;

import dev.warren.bench.process.Broker;
import dev.warren.bench.process.Children;
import dev.warren.bench.process.Queues;
import dev.warren.bench.process.Rival;
import dev.warren.bench.process.WarrenPrograms;
import dev.warren.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench/run}. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Warren beside what people would use otherwise, and writes bench/results.")
public final class Bench implements Callable<Integer> {

    private static final Path ROOT =
            Path.of(System.getProperty("bench.root", ".")).toAbsolutePath();

    @Option(names = "--quick", description = "The main settings on a quorum queue, two short rounds. The default.")
    private boolean quick;

    @Option(names = "--full", description = "All settings, five rounds; takes hours.")
    private boolean full;

    @Option(names = "--all-settings", description = "All settings of each scenario, as with --full, but short runs.")
    private boolean allSettings;

    @Option(names = "--rounds", paramLabel = "N", description = "How many rounds, after one that is not counted.")
    private Integer rounds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SCENARIO",
            description = "Which to measure: ${COMPLETION-CANDIDATES}.")
    private List<Scenarios> only;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "quorum, classic, or both. By default both with --full, otherwise quorum.")
    private List<String> kinds;

    @Option(
            names = "--rivals",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which to compare with, of those in bench/rivals; \"none\" for java-client alone. All by default.")
    private List<String> rivals;

    @Option(
            names = "--broker",
            paramLabel = "WHERE",
            description =
                    "A folder with a RabbitMQ server (with sbin/) to start a private node of, or the URL of one that"
                            + " runs. By default a private node of the installed one.")
    private String broker = "";

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "Of a task, where that is not varied; 256 by default.")
    private int payload = 256;

    @Option(names = "--results", paramLabel = "DIR", description = "Where to write; bench/results by default.")
    private Path results = ROOT.resolve("bench/results");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path javaHome = Path.of(System.getProperty("java.home"));
        Path work = Files.createTempDirectory("warren-bench");
        Children children = new Children(ROOT.resolve("bench/target/logs"));
        try (Broker node = broker(work.resolve("node"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                children.end();
                Rivals.stop(ROOT.resolve("bench/rivals"), work);
                node.close();
                remove(work);
            }));
            try (Queues queues = new Queues(node.amqpUrl())) {
                measure(javaHome, work, children, node, queues);
            }
        }
        return 0;
    }

    private void measure(Path javaHome, Path work, Children children, Broker node, Queues queues) throws Exception {
        List<String> conditions = new ArrayList<>(Machine.describe());
        conditions.add(queues.broker() + (broker.isEmpty() ? ", a private node" : ", " + broker));
        List<Rival> usable = usableRivals(children, javaHome, conditions);
        Lengths lengths = full ? Lengths.FULL : Lengths.QUICK;
        Lab lab = new Lab(
                ROOT,
                javaHome,
                work,
                node,
                queues,
                children,
                usable,
                new Pace(lengths.whole()),
                lengths,
                payload,
                full || allSettings);
        WarrenPrograms programs =
                new WarrenPrograms(ROOT, javaHome, Runtime.version().feature(), children);
        Rounds made = new Rounds(rounds != null ? rounds : full ? 5 : 2, new Report(results, conditions));
        for (String kind : kinds != null ? kinds : full ? List.of("quorum", "classic") : List.of("quorum")) {
            for (Scenarios scenario : only != null ? only : Scenarios.among(full)) {
                try (Scenario opened = scenario.open(lab, programs, kind)) {
                    made.run(scenario, kind, opened);
                }
            }
        }
        System.err.println("bench: written to " + results);
    }

    private List<Rival> usableRivals(Children children, Path javaHome, List<String> conditions) throws Exception {
        List<Rival> usable = new ArrayList<>();
        for (Rival rival : Rivals.in(ROOT.resolve("bench/rivals"))) {
            if (rivals != null && !rival.isOf(rivals) && !rival.name().equals(Lab.FLOOR)) {
                continue;
            }
            Rival.Check check = rival.check(children, Map.of("JAVA_HOME", javaHome.toString()));
            String line = (check.usable() ? "" : "skipped: ") + rival.name() + ": " + check.says();
            System.err.println("bench: " + line);
            conditions.add(line);
            if (check.usable()) {
                usable.add(rival);
            }
        }
        return usable;
    }

    /** What the node and the rivals have left. */
    private static void remove(Path folder) {
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("bench: " + folder + " is left: " + e.getMessage());
        }
    }

    private Broker broker(Path folder) throws Exception {
        if (broker.startsWith("amqp:") || broker.startsWith("amqps:")) {
            return Broker.at(broker);
        }
        System.err.println("bench: starting a RabbitMQ node");
        return Broker.start(ROOT, folder, broker.isEmpty() ? Map.of() : Map.of("WARREN_RABBITMQ_HOME", broker));
    }
}
