package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WorkerRoleTest.Worker.class)
class WorkerRoleTest {

    /** A worker takes no tasks over HTTP. */
    public static final class Worker implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ScriptedPublisher.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("warren.role", "worker", "warren.worker.queue", "emails");
        }
    }

    @Test
    void workerHasNoSubmit() {
        for (String path : new String[] {"/api/queues/emails/tasks", "/api/queues/emails/tasks/batch"}) {
            given().contentType("application/json")
                    .body("[]")
                    .post(path)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("/problems/not-found"));
        }
    }
}
