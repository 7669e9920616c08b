package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class PublishTest extends ScriptedGatewayTest {

    private static final String EVENTS = "/api/exchanges/events/messages";

    @Test
    void confirmedMessageIsAccepted() {
        given().header("Warren-Routing-Key", "orders.eu")
                .header("Warren-Task-Id", "m-1")
                .post(EVENTS)
                .then()
                .statusCode(202)
                .body("id", equalTo("m-1"))
                .body("exchange", equalTo("events"))
                .body("key", equalTo("orders.eu"));

        assertThat(publisher.published().get(0).destination()).isEqualTo(new Destination("events", "orders.eu"));
    }

    @Test
    void messageIsWhatTheRequestSays() {
        Task message = published(given().header("Content-Type", "image/x-raw; charset=Q")
                .header("Warren-Type", "created")
                .header("Warren-Priority", "7")
                .header("Warren-Header-Tenant", "acme")
                .queryParam("header.Colour", "blue")
                .body(new byte[] {0, 1, 2}));

        assertThat(message.payload().bytes()).containsExactly(0, 1, 2);
        assertThat(message.payload().contentType()).isEqualTo("image/x-raw; charset=Q");
        assertThat(message.type()).contains("created");
        assertThat(message.priority()).hasValue(7);
        assertThat(message.headers()).isEqualTo(Map.of("tenant", "acme", "Colour", "blue"));
    }

    @Test
    void keyIsEmptyByDefault() {
        published(given());

        assertThat(publisher.published().get(0).destination().routingKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "two words", "100%", "%2F", "zwölf/日本", "a+b", "a?b&c=d", "#", "semi;colon", "*"})
    void namesAndKeysMayBeOdd(String name) {
        given().urlEncodingEnabled(true)
                .queryParam("key", name)
                .post("/api/exchanges/{exchange}/messages", name)
                .then()
                .statusCode(202)
                .body("exchange", equalTo(name))
                .body("key", equalTo(name));

        assertThat(publisher.published().get(0).destination()).isEqualTo(new Destination(name, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amq.default", "warren.tasks", "warren.delay.00", "line%0Abreak"})
    void exchangesThatAreNotForEverybodyAreRefused(String name) {
        given().urlEncodingEnabled(false)
                .post("/api/exchanges/" + name + "/messages")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-exchange-name"));

        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void exchangeWithoutANameIsNowhere() {
        given().post("/api/exchanges//messages").then().statusCode(404).body("type", equalTo("/problems/not-found"));
    }

    @Test
    void tooLongANameIsRefused() {
        given().post("/api/exchanges/" + "é".repeat(128) + "/messages")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-exchange-name"));
    }

    @ParameterizedTest
    @CsvSource({"Warren-Delay,5", "Warren-Run-At,2030-01-01T00:00:00Z", "Warren-Key,a"})
    void headersThatOnlyTasksHaveAreRefused(String name, String value) {
        given().header(name, value)
                .post(EVENTS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
    }

    @Test
    void unknownQueryParameterIsRefused() {
        given().queryParam("delay", "5")
                .post(EVENTS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"))
                .body("detail", startsWith("There is no such query parameter; there are key,"));
    }

    @Test
    void keyGivenTwiceIsRefused() {
        given().queryParam("key", "a")
                .header("Warren-Routing-Key", "a")
                .post(EVENTS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
    }

    @Test
    void tooLongAKeyIsRefused() {
        given().queryParam("key", "é".repeat(128))
                .post(EVENTS)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
    }

    @Test
    void tooLargeAPayloadIsRefused() {
        given().body(new byte[1024 * 1024 + 1]).post(EVENTS).then().statusCode(413);
    }

    @Test
    void unroutableMessageIsAProblem() {
        publisher.answerWith(new PublishResult.Unroutable("events", "orders.eu"));

        given().queryParam("key", "orders.eu")
                .post(EVENTS)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unroutable"))
                .body("exchange", equalTo("events"))
                .body("key", equalTo("orders.eu"));
    }

    @Test
    void exchangesNobodyHasAreNoTimeSeries() {
        given().post("/api/exchanges/there/messages").then().statusCode(202);
        publisher.answerWith(new PublishResult.NoExchange("made-up"));
        given().post("/api/exchanges/made-up/messages").then().statusCode(404);

        assertThat(given().get("/q/metrics").asString())
                .contains("warren_publishes_total{exchange=\"there\",result=\"accepted\"")
                .contains("warren_publishes_total{exchange=\"(unknown)\",result=\"exchange-not-found\"")
                .doesNotContain("made-up");
    }

    private Task published(RequestSpecification request) {
        request.post(EVENTS).then().statusCode(202);
        return publisher.published().get(0).task();
    }
}
