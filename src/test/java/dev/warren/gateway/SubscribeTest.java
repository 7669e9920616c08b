package dev.warren.gateway;

import static dev.warren.gateway.ScriptedBroker.SUBSCRIBERS;
import static dev.warren.harness.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.warren.amqp.publish.PublishResult;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class SubscribeTest {

    @Inject
    ScriptedExchanges exchanges;

    @TestHTTPResource
    URI server;

    @AfterEach
    void resetExchanges() {
        exchanges.reset();
    }

    @Test
    void noMoreSubscribeThanMayHoweverManyAskAtOnce() throws Exception {
        CompletableFuture<Optional<PublishResult>> look = new CompletableFuture<>();
        exchanges.look(look);
        List<RawHttp> askers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS + 3; i++) {
            askers.add(new RawHttp(server).lines("GET /api/exchanges/events/messages HTTP/1.1", "Host: x", ""));
        }
        await().until(() -> ActiveRequests.count() == askers.size());
        AtomicInteger refused = new AtomicInteger();
        ExecutorService readers = Executors.newCachedThreadPool();
        askers.forEach(asker -> readers.submit(() -> {
            asker.readUntil("too-many-subscribers");
            return refused.incrementAndGet();
        }));

        look.complete(Optional.empty());

        await().untilAtomic(refused, equalTo(3));
        assertThat(subscribers()).isEqualTo(SUBSCRIBERS);
        for (RawHttp asker : askers) {
            asker.close();
        }
        readers.shutdown();
        await().untilAsserted(() -> assertThat(subscribers()).isZero());
    }

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

    /** RabbitMQ 4.3 does not let a user look who has no permission at all for it. */
    @Test
    void exchangeThatTheUserMayNotLookAtIsForbidden() {
        exchanges.look(CompletableFuture.completedFuture(Optional.of(new PublishResult.Forbidden("events"))));

        given().get("/api/exchanges/events/messages")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/exchange-forbidden"), "exchange", equalTo("events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amq.default", "warren.tasks", "warren.dead"})
    void exchangesThatAreNotForEverybodyAreRefused(String name) {
        given().get("/api/exchanges/{exchange}/messages", name)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-exchange-name"));
    }

    @Test
    void nameOfAHeaderIsMeasuredInBytes() throws IOException {
        String query = "header." + "%C3%A9".repeat(128) + "=b";
        try (RawHttp raw = new RawHttp(server)) {
            raw.lines("GET /api/exchanges/events/messages?" + query + " HTTP/1.1", "Host: x", "");

            assertThat(raw.readUntil("\r\n")).isEqualTo("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    private static double subscribers() {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("warren_subscribers "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
