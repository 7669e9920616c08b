package dev.warren.bench;

import dev.warren.bench.process.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs under {@code bench/rivals}, and the ways they are used. */
final class Rivals {

    private static final Map<String, List<String>> VARIANTS = Map.of("celery", List.of("default", "late"));

    private Rivals() {}

    /** The bare client first. */
    static List<Rival> in(Path folder) throws IOException {
        try (Stream<Path> programs = Files.list(folder)) {
            return programs.map(rival -> rival.resolve("run"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .flatMap(Rivals::variants)
                    .sorted((one, other) -> Boolean.compare(isFloor(other), isFloor(one)))
                    .toList();
        }
    }

    /** Ends what rivals keep running from one verb to the next. */
    static void stop(Path folder, Path work) {
        try (Stream<Path> programs = Files.list(folder)) {
            for (Path program : programs.map(rival -> rival.resolve("run"))
                    .filter(Files::isExecutable)
                    .toList()) {
                ProcessBuilder stop = new ProcessBuilder(program.toString(), "stop").redirectErrorStream(true);
                stop.environment().put("BENCH_DIR", work.toString());
                stop.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("bench: not all rivals are stopped: " + e.getMessage());
        }
    }

    private static boolean isFloor(Rival rival) {
        return rival.name().equals(Lab.FLOOR);
    }

    private static Stream<Rival> variants(Path program) {
        String name = program.getParent().getFileName().toString();
        List<String> variants = VARIANTS.getOrDefault(name, List.of(""));
        return variants.stream().map(variant -> new Rival((name + " " + variant).trim(), program, variant));
    }
}
