package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class DeadlineSubmitTest {

    private static final String TASKS = "/api/queues/emails/tasks";

    @Inject
    ScriptedPublisher publisher;

    @BeforeEach
    void reset() {
        publisher.reset();
    }

    @Test
    void taskCarriesItsDeadline() {
        Instant deadline = Instant.parse("2100-01-01T00:00:00Z");
        assertThat(deadlineOf(given().header("Warren-Deadline", "2100-01-01T02:00:00+02:00")))
                .isEqualTo(deadline);
        assertThat(deadlineOf(given().queryParam("deadline", deadline.toString())))
                .isEqualTo(deadline);
    }

    @Test
    void timeToLiveCountsFromNow() {
        Instant before = Instant.now();
        assertThat(deadlineOf(given().header("Warren-Ttl", "15m")))
                .isBetween(before.plusSeconds(900), Instant.now().plusSeconds(900));
        assertThat(deadlineOf(given().queryParam("ttl", "90")))
                .isBetween(before.plusSeconds(90), Instant.now().plusSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "Warren-Ttl,-1",
        "Warren-Ttl,soon",
        "Warren-Deadline,2100-01-01",
        "Warren-Deadline,2001-01-01T00:00:00Z",
    })
    void deadlineThatIsPastOrUnreadableIsInvalid(String header, String value) {
        given().header(header, value)
                .post(TASKS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-task"));
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void deadlineBeforeTheTaskIsDueIsInvalid() {
        given().header("Warren-Delay", "1h")
                .header("Warren-Ttl", "30m")
                .post(TASKS)
                .then()
                .statusCode(400)
                .body("detail", containsString("passes before the task could start"));
    }

    @Test
    void timeToLiveAndDeadlineTogetherAreInvalid() {
        given().header("Warren-Ttl", "5")
                .queryParam("deadline", "2100-01-01T00:00:00Z")
                .post(TASKS)
                .then()
                .statusCode(400);
    }

    @Test
    void itemsOfABatchHaveTheirOwn() {
        given().contentType("application/x-ndjson")
                .body("""
                        {"payload": 1, "ttl": 5}
                        {"payload": 2, "deadline": "2100-01-01T00:00:00Z"}
                        {"payload": 3, "deadline": "2001-01-01T00:00:00Z"}
                        {"payload": 4, "ttl": 5, "deadline": "2100-01-01T00:00:00Z"}
                        """.getBytes(StandardCharsets.UTF_8))
                .post(TASKS + "/batch")
                .then()
                .statusCode(207)
                .body("items.status", equalTo(List.of(202, 202, 400, 400)));
        assertThat(publisher.published())
                .allMatch(published -> published.task().deadline().isPresent());
    }

    private Instant deadlineOf(RequestSpecification request) {
        publisher.reset();
        request.post(TASKS).then().statusCode(202);
        return publisher.published().get(0).task().deadline().orElseThrow();
    }
}
