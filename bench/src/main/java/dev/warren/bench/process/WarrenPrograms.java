package dev.warren.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The programs that there are of Warren, built. */
public final class WarrenPrograms {

    private static final int CACHES_SINCE = 25;

    /** Options for the JVMs of Warren, to look into them: {@code -XX:StartFlightRecording=…}, say. */
    private static final List<String> OPTIONS = Stream.of(
                    System.getenv().getOrDefault("BENCH_JAVA_OPTIONS", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    /** What is built of it: Warren itself, or an application with a handler in Java that does nothing. */
    public enum Build {
        PACKAGED("target/quarkus-app", "http"),
        WITH_NO_OP("bench/warren-noop/target/quarkus-app", "java");

        private final String folder;
        private final String handler;

        Build(String folder, String handler) {
            this.folder = folder;
            this.handler = handler;
        }
    }

    private final Path root;
    private final Path javaHome;
    private final int release;
    private final Children children;

    /** @param release of the JVM */
    public WarrenPrograms(Path root, Path javaHome, int release, Children children) {
        this.root = root;
        this.javaHome = javaHome;
        this.release = release;
        this.children = children;
    }

    /** As the image starts it; on a JVM without caches as {@link #plain}. */
    public WarrenProgram of(Build build, String name) throws Exception {
        return release < CACHES_SINCE ? plain(build, name) : cached(build, name);
    }

    /** As {@code ./warren} starts it: {@code java -jar}. */
    public WarrenProgram plain(Build build, String name) {
        return WarrenProgram.jar(
                name, javaHome, release, root.resolve(build.folder).resolve("quarkus-run.jar"), OPTIONS);
    }

    /** On one class path, with a cache of what the JVM has learnt from a rehearsal. */
    public WarrenProgram cached(Build build, String name) throws Exception {
        if (release < CACHES_SINCE) {
            throw new IOException("skipped: Java " + release + " has no AOT cache, Java " + CACHES_SINCE + " has");
        }
        Path app = root.resolve(build.folder);
        Path cache =
                root.resolve("bench/target/%s-%d.aot".formatted(build.name().toLowerCase(), release));
        FileTime built = Files.getLastModifiedTime(app.resolve("quarkus-run.jar"));
        if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(built) < 0) {
            System.err.println("bench: making a cache for the JVM (once after each build)");
            Path made = cache.resolveSibling(
                    cache.getFileName() + "-" + ProcessHandle.current().pid()); // there may be two at a time
            WarrenProgram.classes(name, javaHome, app, List.of("-XX:AOTCacheOutput=" + made))
                    .learn(children, build.handler);
            Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
        }
        return WarrenProgram.classes(
                name,
                javaHome,
                app,
                Stream.concat(Stream.of("-XX:AOTCache=" + cache), OPTIONS.stream())
                        .toList());
    }

    /** The one without a JVM, where it was built. */
    public WarrenProgram nativeProgram(String name) throws IOException {
        try (Stream<Path> built = Files.list(root.resolve("target"))) {
            return built.filter(file -> file.getFileName().toString().matches("warren-.*-runner"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(program -> new WarrenProgram(name, List.of(program.toString())))
                    .orElseThrow(() -> new IOException("skipped: there is no target/warren-*-runner"));
        }
    }
}
