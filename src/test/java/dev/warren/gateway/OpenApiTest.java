package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.problem.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class OpenApiTest {

    @Test
    void everyAnswerOfASubmitHasAnExample() {
        assertThat(responses("/api/queues/{queue}/tasks").keySet())
                .containsExactlyInAnyOrder("202", "400", "404", "408", "413", "422", "429", "500", "503");
        assertThat(responses("/api/queues/{queue}/tasks/batch").keySet())
                .containsExactlyInAnyOrder("202", "207", "400", "408", "415", "500", "503");
        assertThat(responses("/api/exchanges/{exchange}/messages").keySet())
                .containsExactlyInAnyOrder("202", "400", "403", "404", "408", "413", "429", "500", "503");
        assertThat(List.of(
                        "/api/queues/{queue}/tasks",
                        "/api/queues/{queue}/tasks/batch",
                        "/api/exchanges/{exchange}/messages"))
                .allSatisfy(path -> assertThat(responses(path).values()).allSatisfy(OpenApiTest::hasExamples));
    }

    @Test
    void everyRequestBodyHasAnExample() {
        assertThat(operations())
                .filteredOn(operation -> operation.containsKey("requestBody"))
                .hasSize(3)
                .allSatisfy(operation -> hasExamples((Map<?, ?>) operation.get("requestBody")));
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(operation).containsKeys("summary", "description", "operationId"));
        assertThat(document().getMap("info").keySet()).asString().contains("title", "description", "version");
    }

    @Test
    void everyKindOfProblemIsExplained() throws IOException {
        String docs = Files.readString(Path.of("docs/problems.md"));

        assertThat(Arrays.stream(ProblemType.values()).map(type -> type.uri().toString()))
                .allSatisfy(uri -> assertThat(docs).contains("`" + uri + "`"));
    }

    private static void hasExamples(Map<?, ?> body) {
        Map<?, ?> content = (Map<?, ?>) body.get("content");
        assertThat(content).isNotEmpty();
        assertThat(content.values()).allSatisfy(media -> assertThat((Map<?, ?>) ((Map<?, ?>) media).get("examples"))
                .isNotEmpty());
    }

    private static Map<String, Map<?, ?>> responses(String path) {
        return document().getMap("paths.'" + path + "'.post.responses");
    }

    private static List<Map<String, ?>> operations() {
        Set<String> paths = document().<String, Object>getMap("paths").keySet();
        return paths.stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path -> document().<String, Map<String, ?>>getMap("paths.'" + path + "'").values().stream())
                .toList();
    }

    private static JsonPath document() {
        return given().queryParam("format", "json").get("/q/openapi").jsonPath();
    }
}
