package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pod of {@code helm test}. */
class HelmTestTest {

    @TempDir
    Path dir;

    private static JsonNode client(String values) {
        return Chart.with(Chart.BROKER + values).pod("warren-test").spec().at("/containers/0");
    }

    @Test
    void noOtherImageThanWarrensIsNeeded() {
        JsonNode client = client("image: {repository: registry.example.org/warren, tag: '7'}");
        assertThat(client.path("image").asText()).isEqualTo("registry.example.org/warren:7");
        assertThat(client.at("/securityContext").has("runAsUser")).isFalse();
    }

    @Test
    void anotherImageHasTheUserThatIsSaid() {
        JsonNode client = client("tests: {image: 'curl:1', runAsUser: 7}");
        assertThat(client.path("image").asText()).isEqualTo("curl:1");
        assertThat(client.at("/securityContext/runAsUser").asInt()).isEqualTo(7);
    }

    @Test
    void itWaitsForGatewaysThatAreStartingAndSucceedsWhenTheTaskHasRun() throws Exception {
        // Accepted the second time, and done a moment later.
        assertThat(outcomeWith("""
                echo "$@" >>calls
                [ "$(wc -l <calls)" -gt 1 ] || exit 3
                (sleep 0.1; printf hello >"done/$ID") &
                """)).isZero();
        assertThat(Files.readAllLines(dir.resolve("calls")))
                .hasSize(2)
                .containsOnly("send --gateway http://warren-gateway:80 --id of-the-test warren-test hello");
    }

    private int outcomeWith(String warren) throws IOException, InterruptedException {
        Path program = Files.createDirectories(dir.resolve("bin")).resolve("warren");
        Files.writeString(program, "#!/bin/sh\n" + warren);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(dir.resolve("done"));
        JsonNode client = client("");
        String script = client.at("/command/2").asText().replace("/tmp/done", "done");
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(dir.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = shell.environment();
        Pod.elements(client.path("env"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        environment.put("ID", "of-the-test");
        environment.merge("PATH", program.getParent().toString(), (path, own) -> own + ":" + path);
        Process process = shell.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("of-the-test is done");
        return process.waitFor();
    }
}
