package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecEnvironmentTest {

    private static Map<String, String> environment(Map<String, ?> headers, Map<String, String> inherited) {
        Map<String, String> environment = new HashMap<>(inherited);
        new ExecEnvironment(Attempts.withHeaders(headers)).applyTo(environment);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RABBITMQ_URL",
                "RABBITMQ_PASSWORD",
                "rabbitmq-password",
                "rabbitmq.password",
                "QUARKUS_TLS_KEY_STORE_P12_PASSWORD",
                "WARREN_WORKER_HTTP_URL",
                "MP_MESSAGING_INCOMING_TASKS_PASSWORD",
                "_PROD_RABBITMQ_PASSWORD",
                "%prod.rabbitmq.password",
                "_MY_PROFILE_QUARKUS_TLS_KEY_STORE_P12_PASSWORD",
                "JAVA_TOOL_OPTIONS"
            })
    void whatConfiguresWarrenIsNotInherited(String name) {
        assertThat(environment(Map.of(), Map.of(name, "s3cret"))).doesNotContainValue("s3cret");
    }

    @Test
    void whereAnAnswerIsExpectedIsSaid() {
        Task task = Task.builder(new TaskId("t-1"), Payload.text(""))
                .replyTo("answers")
                .correlationId("c-1")
                .build();
        Map<String, String> environment = new HashMap<>();

        new ExecEnvironment(Attempts.of(task)).applyTo(environment);

        assertThat(environment)
                .containsEntry("WARREN_REPLY_TO", "answers")
                .containsEntry("WARREN_CORRELATION_ID", "c-1");
    }

    @Test
    void everythingElseIsInherited() {
        assertThat(environment(Map.of(), Map.of("PATH", "/bin", "DATABASE_URL", "jdbc:x", "MY_RABBITMQ_URL", "amqp:x")))
                .containsEntry("PATH", "/bin")
                .containsEntry("MY_RABBITMQ_URL", "amqp:x")
                .containsEntry("DATABASE_URL", "jdbc:x");
    }

    @Test
    void firstOfTwoHeadersWithOneVariableWins() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("a-b", "first");
        headers.put("A.B", "second");
        assertThat(environment(headers, Map.of())).containsEntry("WARREN_HEADER_A_B", "first");
    }
}
