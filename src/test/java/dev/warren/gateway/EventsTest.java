package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class EventsTest {

    static Stream<String> nonsense() {
        return Stream.of(
                "queues=a",
                "event=lost",
                "event=",
                "event=DEAD",
                "queue=%FF",
                "type=" + "x".repeat(256),
                IntStream.range(0, 101).mapToObj(i -> "queue=q" + i).collect(Collectors.joining("&")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatMakesNoSenseIsRefused(String query) {
        given().urlEncodingEnabled(false)
                .get("/api/events?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"));
    }
}
