package dev.warren.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FatesTest {

    private static final Problem PROBLEM = Problem.of(ProblemType.INVALID_TASK, "This line is wrong.");

    @Test
    void failuresAreToldInFullUpToANumber() {
        Fates fates = new Fates();
        for (int i = 0; i < Fates.FULLY_TOLD + 2; i++) {
            fates.fail(Optional.empty(), PROBLEM);
        }
        fates.breakOff(Problem.of(ProblemType.BATCH_TOO_LARGE, "Nothing after this was read."));

        JsonPath json = JsonPath.from(new String(fates.json(), StandardCharsets.UTF_8));

        List<Map<String, Object>> items = json.getList("items");
        assertThat(json.getInt("failed")).isEqualTo(Fates.FULLY_TOLD + 3);
        assertThat(items.subList(0, Fates.FULLY_TOLD)).allSatisfy(item -> assertThat(item)
                .isEqualTo(Map.of("status", 400, "type", "/problems/invalid-task", "detail", "This line is wrong.")));
        assertThat(items.subList(Fates.FULLY_TOLD, Fates.FULLY_TOLD + 2)).allSatisfy(item -> assertThat(item)
                .isEqualTo(Map.of("status", 400, "type", "/problems/invalid-task")));
        assertThat(items.get(Fates.FULLY_TOLD + 2)).containsEntry("detail", "Nothing after this was read.");
    }
}
