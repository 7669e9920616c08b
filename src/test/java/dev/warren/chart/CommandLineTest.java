package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line passes through YAML, Kubernetes and Warren's configuration; all three have a meaning for some of its signs. */
class CommandLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat",
                "echo \"$WARREN_TASK_ID\" '${WARREN_TASK_ID:-none}'",
                "echo $(date) $$ \\$HOME $((1+2))",
                "printf '%s\\n' a\\\\b \"it's\" | tr a-z A-Z > /tmp/x && true",
                "awk '{print $1}' <<'END'\n1 2\nEND",
                "echo $(WARREN_WORKER_QUEUE) $$(WARREN_WORKER_QUEUE)",
                "# yes: {no} - [x], y"
            })
    void arrivesAsItWasWritten(String command) throws JsonProcessingException {
        String quoted = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(command);
        String variable = Chart.with(Chart.BROKER + "workers: {a: {handler: exec, exec: {command: " + quoted + "}}}")
                .pod("warren-worker-a")
                .variable("WARREN_WORKER_EXEC_COMMAND")
                .orElseThrow();
        assertThat(variable.replace("$$", ""))
                .as("what Kubernetes would replace")
                .doesNotContain("$");
        assertThat(asWarrenReads(variable.replace("$$", "$"))).isEqualTo(command);
    }

    private static String asWarrenReads(String variable) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(Map.of("WARREN_WORKER_EXEC_COMMAND", variable), 300))
                .build()
                .getValue("warren.worker.exec.command", String.class);
    }
}
