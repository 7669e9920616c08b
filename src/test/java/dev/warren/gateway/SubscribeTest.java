package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class SubscribeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys=a",
                "key=a&header.b=c",
                "match=all",
                "match=some&header.a=b",
                "match=all&match=any&header.a=b",
                "header.=a",
                "header.x-match=any",
                "header.a=b&header.a=c",
                "key=%FF"
            })
    void whatMakesNoSenseIsRefused(String query) {
        given().urlEncodingEnabled(false)
                .get("/api/exchanges/events/messages?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amq.default", "warren.tasks", "warren.dead"})
    void exchangesThatAreNotForEverybodyAreRefused(String name) {
        given().get("/api/exchanges/{exchange}/messages", name)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-exchange-name"));
    }
}
