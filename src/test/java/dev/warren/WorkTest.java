package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.terminal.Conventions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WorkTest {

    private final Work work = new Work();

    @Test
    void optionsAreTheWorkersConfiguration() {
        assertThat(configuration(
                        "emails", "--exec", "cat", "--concurrency", "2", "--timeout", "90s", "--kind", "classic"))
                .containsEntry("warren.role", "worker")
                .containsEntry("warren.worker.queue", "emails")
                .containsEntry("warren.worker.handler", "exec")
                .containsEntry("warren.worker.exec.command", "cat")
                .containsEntry("warren.worker.concurrency", "2")
                .containsEntry("warren.worker.timeout", "PT1M30S")
                .containsEntry("warren.queues.\"emails\".kind", "CLASSIC")
                .containsEntry("quarkus.http.host", "127.0.0.1")
                .doesNotContainKeys("warren.worker.http.url", "warren.worker.retry.attempts");
        assertThat(configuration("emails", "--http", "http://localhost:9000/mail", "--attempts", "3", "--port", "9"))
                .containsEntry("warren.worker.handler", "http")
                .containsEntry("warren.worker.http.url", "http://localhost:9000/mail")
                .containsEntry("warren.worker.retry.attempts", "3")
                .containsEntry("quarkus.http.port", "9")
                .doesNotContainKeys("warren.worker.exec.command", "quarkus.http.host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo \"$WARREN_TASK_ID\" '${WARREN_TASK_ID:-none}'",
                "echo $(date) $$ \\$HOME $((1+2))",
                "printf '%s\\n' a\\\\b"
            })
    void commandIsRunAsItWasWritten(String command) {
        String property = "warren.test." + WorkTest.class.getSimpleName();
        Launch.configure(property, command);
        try {
            assertThat(new SmallRyeConfigBuilder()
                            .addDefaultInterceptors()
                            .withSources(new PropertiesConfigSource(
                                    Map.of("command", System.getProperty(property)), "test", 400))
                            .build()
                            .getValue("command", String.class))
                    .isEqualTo(command);
        } finally {
            System.clearProperty(property);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "emails",
                "emails --exec cat --http http://localhost",
                "emails.dead --exec cat",
                "amq.emails --exec cat",
                "e/mails --exec cat",
                "emails --exec cat --concurrency 0",
                "emails --exec cat --attempts none",
                "emails --exec cat --max-idle soon",
                "emails --exec cat --port 70000",
                "emails --http http://user:secret@localhost/",
                "emails --http http://[",
                "emails --http localhost:9000/mail",
                "emails --http http:///mail",
            })
    void misuseStartsNothing(String words) {
        StringWriter noted = new StringWriter();
        int exitCode =
                Conventions.commandLine(work).setErr(new PrintWriter(noted)).execute(words.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(noted.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warren: ")
                .doesNotContain("secret");
    }

    private static Map<String, String> configuration(String... words) {
        Work work = new Work();
        CommandLine line = Conventions.commandLine(work);
        line.parseArgs(words);
        return work.configuration();
    }
}
