package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./warren COMMAND} in a built tree, whose Java shows its environment: what the program finds, it has from there. */
class SourceTreeTest {

    private static final Path SCRIPTS = Path.of("src", "main", "sh");

    @TempDir
    Path dir;

    private Path tree;
    private Process up;

    @BeforeEach
    void build() throws IOException {
        tree = dir.toRealPath();
        Files.copy(Path.of("warren"), tree.resolve("warren"));
        Files.createDirectories(tree.resolve(SCRIPTS));
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, tree.resolve(script));
            }
        }
        Files.createFile(tree.resolve("pom.xml"));
        Path java = Files.createDirectories(tree.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nenv\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Instant built = Instant.now().plusSeconds(60);
        made("target/quarkus-app/quarkus-run.jar", built);
        made("target/warren.jsa", built.plusSeconds(60));
        Files.createDirectories(tree.resolve(".warren"));
    }

    private void made(String file, Instant when) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.setLastModifiedTime(Files.createFile(path), FileTime.from(when));
    }

    @AfterEach
    void down() {
        if (up != null) {
            up.destroyForcibly();
        }
    }

    @Test
    void commandsGoToTheGatewayAndTheBrokerThatUpStarted() throws IOException {
        isUp("amqp://guest:guest@127.0.0.1:5673", "http://127.0.0.1:15673");

        for (String command : List.of("queues", "work", "serve")) {
            assertThat(environmentOf(command, Map.of()))
                    .as(command)
                    .containsEntry("WARREN_GATEWAY", "http://localhost:8081")
                    .containsEntry("RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5673")
                    .containsEntry("WARREN_MANAGEMENT_URL", "http://127.0.0.1:15673");
        }
    }

    @Test
    void whatTheEnvironmentNamesComesFirst() throws IOException {
        isUp("amqp://guest:guest@127.0.0.1:5673", "http://127.0.0.1:15673");

        assertThat(environmentOf("queues", Map.of("RABBITMQ_HOST", "rabbit", "WARREN_GATEWAY", "http://gateway")))
                .containsEntry("WARREN_GATEWAY", "http://gateway")
                .containsEntry("RABBITMQ_HOST", "rabbit")
                .doesNotContainKeys("RABBITMQ_URL", "WARREN_MANAGEMENT_URL");
        assertThat(environmentOf("queues", Map.of("WARREN_BROKER_URL", "amqp://rabbit")))
                .doesNotContainKeys("RABBITMQ_URL", "WARREN_MANAGEMENT_URL");
    }

    /** As in a pod, which has some for each Service. */
    @Test
    void whatTheEnvironmentNamesIsFoundAmongMany() throws IOException {
        isUp("amqp://guest:guest@127.0.0.1:5673", "http://127.0.0.1:15673");
        Map<String, String> environment = new HashMap<>(Map.of("RABBITMQ_HOST", "rabbit"));
        for (int service = 0; service < 3_000; service++) {
            environment.put("SERVICE_" + service + "_PORT", "80");
        }

        assertThat(environmentOf("queues", environment)).doesNotContainKeys("RABBITMQ_URL", "WARREN_MANAGEMENT_URL");
    }

    @Test
    void listingsAskTheGatewayThatTheEnvironmentNames() throws IOException {
        isUp("amqp://guest:guest@127.0.0.1:5673", "http://127.0.0.1:15673");
        Map<String, String> environment = Map.of("WARREN_GATEWAY", "http://gateway");

        assertThat(environmentOf("queues list", environment))
                .containsEntry("WARREN_GATEWAY", "http://gateway")
                .doesNotContainKey("WARREN_MANAGEMENT_URL");
        assertThat(environmentOf("users list", environment).keySet())
                .as("which gateways don't tell")
                .contains("WARREN_MANAGEMENT_URL");
    }

    @ParameterizedTest
    @CsvSource({"'', C.UTF-8", "C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, ''", "en_US.utf8, ''"})
    void programReadsArgumentsAsUtf8(String lang, String all) throws IOException {
        assertThat(environmentOf("queues", Map.of("LANG", lang, "LC_ALL", "", "LC_CTYPE", "")))
                .containsEntry("LC_ALL", all);
    }

    @Test
    void brokerOfSomebodyElseIsNotNamed() throws IOException {
        isUp("", "");

        assertThat(environmentOf("queues", Map.of()))
                .containsEntry("WARREN_GATEWAY", "http://localhost:8081")
                .doesNotContainKeys("RABBITMQ_URL", "WARREN_MANAGEMENT_URL");
    }

    @Test
    void whatIsNotUpAnyMoreIsNotUsed() throws IOException {
        note(ProcessHandle.current().pid(), "amqp://guest:guest@127.0.0.1:5673", "http://127.0.0.1:15673");

        assertThat(environmentOf("queues", Map.of()))
                .containsKey("PATH")
                .doesNotContainKeys("WARREN_GATEWAY", "RABBITMQ_URL", "WARREN_MANAGEMENT_URL");
    }

    /** A process by whose command line the script knows it. */
    private void isUp(String broker, String management) throws IOException {
        up = new ProcessBuilder("sh", "-c", "read -r _", "sh", "-Dwarren.up=" + tree.resolve(".warren"), "-jar")
                .start();
        note(up.pid(), broker, management);
    }

    private void note(long pid, String broker, String management) throws IOException {
        Files.writeString(
                tree.resolve(".warren/up.env"),
                "pid=%d%nhttp_port=8081%nown_broker=%s%nown_management=%s%n".formatted(pid, broker, management));
    }

    private Map<String, String> environmentOf(String command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(tree.resolve("warren").toString()), Stream.of(command.split(" ")))
                                .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.matches("(WARREN|RABBITMQ)_.*"));
        builder.environment().put("JAVA_HOME", tree.resolve("jdk").toString());
        builder.environment().putAll(environment);
        try (var lines = builder.start().inputReader()) {
            return lines.lines()
                    .map(line -> line.split("=", 2))
                    .filter(entry -> entry.length == 2)
                    .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1], (one, other) -> one, HashMap::new));
        }
    }
}
