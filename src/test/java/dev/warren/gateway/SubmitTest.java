package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.gateway.problem.Problem;
import dev.warren.task.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class SubmitTest {

    private static final String TASKS = "/api/queues/emails/tasks";
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Inject
    ScriptedPublisher publisher;

    @BeforeEach
    void reset() {
        publisher.reset();
    }

    @Test
    void confirmedTaskIsAccepted() {
        given().header("Warren-Task-Id", "t-1")
                .post(TASKS)
                .then()
                .statusCode(202)
                .body("id", equalTo("t-1"))
                .body("queue", equalTo("emails"));

        assertThat(publisher.published().get(0).destination()).isEqualTo(new Destination("warren.tasks", "emails"));
    }

    @Test
    void taskOfAQueueOfOthersGoesStraightToTheQueue() {
        given().post("/api/queues/theirs/tasks").then().statusCode(202);

        assertThat(publisher.published().get(0).destination()).isEqualTo(Destination.ofQueue("theirs"));
    }

    @Test
    void taskWithoutIdGetsAUuidOfVersion7() {
        given().post(TASKS).then().statusCode(202);

        assertThat(submitted(given()).id().value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab].*");
    }

    @Test
    void payloadAndItsTypeAreUntouched() {
        byte[] payload = {0, 1, (byte) 0xff, '\r', '\n'};

        Task task = submitted(given().header("Content-Type", "image/x-raw; charset=Q")
                .header("Content-Encoding", "gzip")
                .body(payload));

        assertThat(task.payload().bytes()).isEqualTo(payload);
        assertThat(task.payload().contentType()).isEqualTo("image/x-raw; charset=Q");
        assertThat(task.payload().contentEncoding()).contains("gzip");
    }

    @Test
    void headersSayWhatTheTaskIs() {
        Task task = submitted(given().header("Warren-Type", "mail")
                .header("Warren-Priority", "9")
                .header("Warren-Reply-To", "answers")
                .header("Warren-Correlation-Id", "order 4711")
                .header("Warren-Header-Tenant", "acme"));

        assertThat(task.type()).contains("mail");
        assertThat(task.replyTo()).contains("answers");
        assertThat(task.correlationId()).contains("order 4711");
        assertThat(task.priority()).hasValue(9);
        assertThat(task.headers()).containsEntry("tenant", "acme");
        assertThat(task.submittedAt()).isPresent();
    }

    @Test
    void queryParametersSayTheSame() {
        Task task = submitted(given().queryParam("task-id", "t-1")
                .queryParam("type", "mäil & more")
                .queryParam("priority", "0")
                .queryParam("reply-to", "answers")
                .queryParam("correlation-id", "c-1")
                .queryParam("header.Tenant", "acme"));

        assertThat(task.id().value()).isEqualTo("t-1");
        assertThat(task.type()).contains("mäil & more");
        assertThat(task.headers()).containsEntry("Tenant", "acme");
        assertThat(task.replyTo()).contains("answers");
        assertThat(task.correlationId()).contains("c-1");
    }

    @Test
    void traceContextTravelsWithTheTask() {
        Task task = submitted(given().header("traceparent", TRACEPARENT).header("tracestate", "a=1"));

        assertThat(task.headers()).containsEntry("traceparent", TRACEPARENT).containsEntry("tracestate", "a=1");
    }

    @Test
    void malformedTraceContextIsIgnored() {
        assertThat(submitted(given().header("traceparent", "nonsense")).headers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0"})
    void oddNameIsAQueue(String queue) {
        given().post("/api/queues/{queue}/tasks", queue).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", ".a", "a b", "ü", "a/b", "amq.direct", "warren.tasks", "emails.dead", "a%b", "a;b=1"})
    void nameThatIsNoQueuesIsInvalid(String queue) {
        given().post("/api/queues/{queue}/tasks", queue)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/invalid-queue-name"));
    }

    @Test
    void nameIsAtMost127Characters() {
        given().post("/api/queues/{queue}/tasks", "q".repeat(127)).then().statusCode(202);
        given().post("/api/queues/{queue}/tasks", "q".repeat(128)).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Warren-Task-Id|a b",
                "Warren-Task-Id|-a",
                "Warren-Priority|10",
                "Warren-Priority|-1",
                "Warren-Priority|x",
                "Warren-Header-Warren-Attempt|5",
                "Warren-Header-X-Death|x",
                "Warren-Taks-Id|t-1"
            })
    void wrongHeaderIsInvalidAndNothingIsPublished(String name, String value) {
        given().header(name, value).post(TASKS).then().statusCode(400).contentType(Problem.MEDIA_TYPE);

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void typeIsAtMost255Bytes() {
        assertThat(submitted(given().queryParam("type", "ü".repeat(127))).type())
                .isPresent();
        given().queryParam("type", "ü".repeat(128)).post(TASKS).then().statusCode(400);
    }

    @Test
    void misspeltQueryParameterIsInvalid() {
        given().queryParam("typ", "mail").post(TASKS).then().statusCode(400).body("detail", containsString("task-id"));
    }

    @Test
    void sayingAThingTwiceIsInvalid() {
        given().queryParam("type", "a")
                .header("Warren-Type", "a")
                .post(TASKS)
                .then()
                .statusCode(400);
    }

    @Test
    void callerIsToldThatTheTaskWasNotAccepted() {
        publisher.answerWith(new PublishResult.Refused());

        given().header("Warren-Task-Id", "t-1")
                .post(TASKS)
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/queue-full"))
                .body("title", notNullValue())
                .body("status", equalTo(429))
                .body("queue", equalTo("emails"))
                .body("id", equalTo("t-1"));
    }

    @Test
    void madeUpIdIsInTheProblemSoThatTheSubmitCanBeRepeated() {
        publisher.answerWith(new PublishResult.ConnectionLost("reset"));

        given().post(TASKS)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("id", notNullValue());
    }

    @Test
    void unforeseenErrorTellsNothingOfTheInside() {
        publisher.answer(task -> CompletableFuture.failedFuture(new IllegalStateException("secret")));

        given().post(TASKS)
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/internal-error"))
                .body(not(containsString("secret")));
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/queues/emails/tasks,405", "POST,/api/nothing,404", "GET,/nothing,404"})
    void errorsOfTheFrameworkAreProblemsToo(String method, String path, int status) {
        given().request(method, path)
                .then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", startsWith("/problems/"))
                .body("detail", notNullValue());
    }

    @Test
    void namesThatCallersMakeUpAreNoTimeSeries() {
        publisher.answerWith(new PublishResult.Unroutable("warren.tasks", "made-up"));
        given().post("/api/queues/made-up/tasks").then().statusCode(404);
        publisher.reset();
        given().post(TASKS).then().statusCode(202);

        given().get("/q/metrics")
                .then()
                .body(containsString("warren_submits_total{queue=\"(unknown)\",result=\"queue-not-found\"}"))
                .body(containsString("warren_submits_total{queue=\"emails\",result=\"accepted\"}"))
                .body(not(containsString("made-up")));
    }

    @Test
    void metricsSayWhatTheyCount() {
        given().post(TASKS).then().statusCode(202);

        given().get("/q/metrics")
                .then()
                .body(containsString("# HELP warren_submits Tasks "))
                .body(containsString("# HELP warren_submit_duration_seconds From "));
    }

    private Task submitted(RequestSpecification request) {
        publisher.reset();
        request.post(TASKS).then().statusCode(202);
        return publisher.published().get(0).task();
    }
}
