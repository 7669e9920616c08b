package dev.warren.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Program;
import dev.warren.harness.PythonProgram;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each page, from its first line to its last, by a broker and a gateway that they share. */
class ExamplePagesIT {

    private static final Path EXAMPLES = Path.of("examples");

    /** Unbuffered it writes the end of a line apart, and what others write to the same pipe gets in between. */
    private static final String PYTHON = "#!/bin/sh\nexec env -u PYTHONUNBUFFERED /usr/bin/python3 \"$@\"\n";

    /** It writes an answer without the end of its line, which a prompt has to add for those who type: whole lines here. */
    private static final String CURL = "#!/bin/bash\nset -o pipefail\n/usr/bin/curl \"$@\" | grep --line-buffered ''\n";

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @TestFactory
    Stream<DynamicTest> whatAPageSaysComesOut() throws IOException {
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        WarrenProcess gateway = scene.gateway(node.amqpUrl(virtualHost)).startReady();
        gateway.awaitAllReady();
        Map<String, String> environment = Map.of(
                "RABBITMQ_URL", node.amqpUrl(virtualHost),
                "WARREN_GATEWAY", gateway.url().toString(),
                "PYTHONPATH", PythonProgram.path(),
                "PATH", commands() + ":" + System.getenv("PATH"));
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders
                    .filter(folder -> folder.getFileName().toString().matches("\\d-.*"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(folder -> DynamicTest.dynamicTest(
                            folder.getFileName().toString(), () -> follow(folder, environment)));
        }
    }

    private void follow(Path folder, Map<String, String> environment) throws IOException {
        Page page = Page.read(folder.resolve("README.md"));
        Path dir = Files.createDirectories(scene.dir().resolve(folder.getFileName()));
        for (Map.Entry<String, String> program : page.programs().entrySet()) {
            Files.writeString(dir.resolve(program.getKey()), program.getValue());
        }
        try (Terminal terminal = new Terminal(dir, environment)) {
            page.steps().forEach(step -> terminal.type(step.command(), step.output()));

            assertThat(page.steps()).isNotEmpty();
            assertThat(terminal.surprises()).as(terminal.screen()).isEmpty();
        }
    }

    /** A folder with {@code warren} in it, and with the curl and the Python that the pages are tested with. */
    private Path commands() throws IOException {
        Path dir = Files.createDirectories(scene.dir().resolve("bin"));
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(Files.createFile(dir.resolve("warren"), executable), Program.script());
        Files.writeString(Files.createFile(dir.resolve("curl"), executable), CURL);
        Files.writeString(Files.createFile(dir.resolve("python3"), executable), PYTHON);
        return dir;
    }
}
