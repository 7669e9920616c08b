package dev.warren.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.gateway.problem.ProblemException;
import dev.warren.task.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchItemTest {

    private static final int MAX_PAYLOAD = 100;

    @Test
    void everythingMayBeSaid() throws IOException {
        Task task = read("{\"id\":\"a-1\",\"type\":\"mail\",\"priority\":7,\"contentType\":\"text/html\","
                + "\"headers\":{\"Tenant\":\"ü\",\"n\":1,\"f\":1.5,\"b\":true},\"payload\":\"hi\"}");

        assertThat(task.id().value()).isEqualTo("a-1");
        assertThat(task.type()).contains("mail");
        assertThat(task.priority()).hasValue(7);
        assertThat(task.payload().contentType()).isEqualTo("text/html");
        assertThat(task.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("Tenant", "ü", "n", 1L, "f", 1.5, "b", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"payload\":  {\"a\" : [1, 2.50, \"ü\\u00fc\"]}  |{\"a\" : [1, 2.50, \"ü\\u00fc\"]}|application/json",
                "\"payload\":[ 1e5 ]|[ 1e5 ]|application/json",
                "\"payload\":1.50|1.50|application/json",
                "\"payload\":null|null|application/json",
                "\"payload\":true|true|application/json",
                "\"payload\":\"a\\nü\"|`a\nü`|text/plain; charset=UTF-8",
                "\"payload\":\"\"|``|text/plain; charset=UTF-8",
                "\"payloadBase64\":\"aGk=\"|hi|application/octet-stream"
            })
    void payloadIsTextOrTheJsonAsItStands(String field, String payload, String contentType) throws IOException {
        Task task = read("{" + field + "}");

        assertThat(task.payload().asText()).isEqualTo(payload);
        assertThat(task.payload().contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "null",
                "{\"payload\":1,\"paylod\":2}",
                "{\"payload\":1,\"payloadBase64\":\"\"}",
                "{\"payloadBase64\":\"%\"}",
                "{\"payloadBase64\":1}",
                "{\"payload\":\"\\ud800\"}",
                "{\"payload\":1} {\"payload\":2}",
                "{\"payload\":1,\"id\":\"a b\"}",
                "{\"payload\":1,\"id\":1}",
                "{\"payload\":1,\"type\":\"\"}",
                "{\"payload\":1,\"type\":\"a\\u0000b\"}",
                "{\"payload\":1,\"priority\":10}",
                "{\"payload\":1,\"priority\":1.0}",
                "{\"payload\":1,\"priority\":\"1\"}",
                "{\"payload\":1,\"headers\":[]}",
                "{\"payload\":1,\"headers\":{\"a\":null}}",
                "{\"payload\":1,\"headers\":{\"a\":[1]}}",
                "{\"payload\":1,\"headers\":{\"a\":1e999999999999}}",
                "{\"payload\":1,\"headers\":{\"a\":99999999999999999999}}",
                "{\"payload\":1,\"headers\":{\"a b\":\"\"}}",
                "{\"payload\":1,\"headers\":{\"\":\"\"}}",
                "{\"payload\":1,\"headers\":{\"warren-attempt\":1}}",
                "{\"payload\":1,\"headers\":{\"x-death\":\"\"}}",
                "{\"payload\":1,\"headers\":{\"CC\":\"other\"}}"
            })
    void whatIsNoTaskIsInvalid(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "x",
                "{\"payload\":}",
                "{\"payload\":1,}",
                "{\"payload\":{\"a\":}}",
                "{\"payload\":\"a}",
                "{\"unknown\":1, x}",
                "{\"payload\":1,\"payload\":2}"
            })
    void whatIsNoJsonIsSaidToBeNone(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    @Test
    void payloadBeyondTheLimitIsTooLarge() {
        String longest = "x".repeat(MAX_PAYLOAD);

        assertThatThrownBy(() -> read("{\"payload\":\"" + longest + "x\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(413));
    }

    @Test
    void whereAnAnswerIsExpectedIsOfTheTask() throws IOException {
        Task task = read("{\"payload\":1,\"replyTo\":\"answers\",\"correlationId\":\"c-1\"}");

        assertThat(task.replyTo()).contains("answers");
        assertThat(task.correlationId()).contains("c-1");
    }

    @Test
    void traceOfTheRequestIsTheItemsUnlessItHasItsOwn() throws IOException {
        Map<String, String> trace = Map.of("traceparent", "of-request");

        assertThat(item("{\"payload\":1}")
                        .read(trace, MAX_PAYLOAD, Clock.systemUTC())
                        .headers())
                .containsEntry("traceparent", "of-request");
        assertThat(item("{\"payload\":1,\"headers\":{\"traceparent\":\"own\"}}")
                        .read(trace, MAX_PAYLOAD, Clock.systemUTC())
                        .headers())
                .containsEntry("traceparent", "own");
    }

    @Test
    void idIsKnownThoughTheRestIsWrong() {
        BatchItem item = item("{\"id\":\"a-1\",\"priority\":\"high\"}");

        assertThatThrownBy(() -> item.read(Map.of(), MAX_PAYLOAD, Clock.systemUTC()))
                .isInstanceOf(ProblemException.class);
        assertThat(item.id().map(Object::toString)).isEqualTo(Optional.of("a-1"));
    }

    private static Task read(String json) throws IOException {
        return item(json).read(Map.of(), MAX_PAYLOAD, Clock.systemUTC());
    }

    private static BatchItem item(String json) {
        return new BatchItem(json.getBytes(StandardCharsets.UTF_8));
    }
}
