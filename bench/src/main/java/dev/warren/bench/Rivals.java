package dev.warren.bench;

import dev.warren.bench.process.Rival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs under {@code bench/rivals}, and the ways they are used. */
final class Rivals {

    private static final Map<String, List<String>> VARIANTS = Map.of("celery", List.of("default", "late"));

    private Rivals() {}

    /** The bare client first. */
    static List<Rival> in(Path folder) {
        try (Stream<Path> programs = Files.list(folder)) {
            return programs.filter(rival -> Files.isExecutable(rival.resolve("run")))
                    .sorted()
                    .flatMap(Rivals::variants)
                    .sorted((one, other) -> Boolean.compare(other.isFloor(), one.isFloor()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Rival> variants(Path folder) {
        String program = folder.getFileName().toString();
        return VARIANTS.getOrDefault(program, List.of("")).stream().map(variant -> new Rival(folder, program, variant));
    }
}
