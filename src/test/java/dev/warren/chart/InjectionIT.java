package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inject} copies out of the image starts elsewhere: with the chart's script, and the files that the Dockerfile copies. */
class InjectionIT {

    private static final Pattern COPIED =
            Pattern.compile("COPY --from=build /build/(target/quarkus-app/\\S*) \\./(\\S*)");

    @TempDir
    Path root;

    @Test
    void whatIsCopiedOutOfTheImageStarts() throws Exception {
        fillImage();
        Path java = executable("jdk/bin/java", "exec '%s/bin/java' \"$@\"".formatted(System.getProperty("java.home")));
        String script = Chart.with(Chart.BROKER + "workers: {a: {handler: exec, exec: {command: cat}, inject: true,"
                        + " image: {repository: mine, tag: '1'}}}")
                .pod("warren-worker-a")
                .spec()
                .at("/initContainers/0/command/2")
                .asText();
        Files.createDirectories(root.resolve("opt/warren"));

        run(java.getParent().getParent(), "/bin/sh", "-ec", moved(script));
        String version = run(root, root.resolve("opt/warren/warren").toString(), "--version");

        assertThat(version).contains("warren ");
    }

    private void fillImage() throws IOException {
        List<MatchResult> copies = COPIED.matcher(Files.readString(Path.of("Dockerfile")))
                .results()
                .toList();
        assertThat(copies).hasSizeGreaterThan(1);
        for (MatchResult copy : copies) {
            Path from = Path.of(copy.group(1));
            Path to = root.resolve("app").resolve(copy.group(2));
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = Files.isDirectory(from)
                            ? to.resolve(from.relativize(file))
                            : to.resolve(from.getFileName());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    /** From the root of the image to that of this test. */
    private String moved(String script) {
        return script.replaceAll("(?<=\\s)/app\\b", root + "/app").replace("/opt/warren", root + "/opt/warren");
    }

    private Path executable(String name, String command) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static String run(Path javaHome, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
