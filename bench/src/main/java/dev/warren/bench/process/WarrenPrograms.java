package dev.warren.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that there are of Warren, built. */
public final class WarrenPrograms {

    private static final int CACHES_SINCE = 25;

    /** Options for the JVMs of Warren, to look into them: {@code -XX:StartFlightRecording=…}, say. */
    private static final String[] OPTIONS = Stream.of(
                    System.getenv().getOrDefault("BENCH_JAVA_OPTIONS", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toArray(String[]::new);

    private final Path root;
    private final Path javaHome;
    private final int release;

    /** @param release of the JVM */
    public WarrenPrograms(Path root, Path javaHome, int release) {
        this.root = root;
        this.javaHome = javaHome;
        this.release = release;
    }

    /** As it is packaged. */
    public WarrenProgram packaged(String name) {
        return WarrenProgram.jar(name, javaHome, release, root.resolve("target/quarkus-app/quarkus-run.jar"), OPTIONS);
    }

    /** With a handler in Java that does nothing. */
    public WarrenProgram withNoOp(String name) {
        return WarrenProgram.jar(
                name, javaHome, release, root.resolve("bench/warren-noop/target/quarkus-app/quarkus-run.jar"), OPTIONS);
    }

    /** The one without a JVM, where it was built. */
    public Optional<WarrenProgram> nativeProgram(String name) throws IOException {
        Path target = root.resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> built = Files.list(target)) {
            return built.filter(file -> file.getFileName().toString().matches("warren-.*-runner"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(program -> new WarrenProgram(name, List.of(program.toString())));
        }
    }

    /** With a cache of what the JVM learns from one start without a broker, as in the image; made if there is none yet. */
    public WarrenProgram withCache(WarrenProgram program, Children children) throws Exception {
        if (release < CACHES_SINCE) {
            throw new IOException("skipped: Java " + release + " has no AOT cache, Java " + CACHES_SINCE + " has");
        }
        Path cache = root.resolve("bench/target/%s-%d.aot".formatted(program.name(), release));
        Path jar = Path.of(program.command().get(program.command().size() - 1));
        if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
            with(program, "-XX:AOTCacheOutput=" + cache).learn(children);
        }
        return with(program, "-XX:AOTCache=" + cache);
    }

    private static WarrenProgram with(WarrenProgram program, String option) {
        List<String> command = new ArrayList<>(program.command());
        command.add(1, option);
        return new WarrenProgram(program.name(), command);
    }
}
