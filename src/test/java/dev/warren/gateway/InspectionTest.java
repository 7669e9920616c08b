package dev.warren.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.warren.inspect.Recorded;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedBroker.class)
class InspectionTest {

    @Inject
    ScriptedManagement management;

    @Inject
    ScriptedDepths depths;

    @BeforeEach
    void forget() {
        management.stub().reset();
        depths.reset();
    }

    @Test
    void queuesAreThoseOfTheManagementApi() {
        management.stub().answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        given().get("/api/queues")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("source", equalTo("management"))
                .body("virtualHost", equalTo("/"))
                .body("delayed", equalTo(4))
                .body("missing", hasSize(0))
                .body("items.find { it.name == 'emails' }.ready", equalTo(7))
                .body("items.find { it.name == 'emails' }.dead", equalTo(3))
                .body("items.find { it.name == 'emails' }.use", equalTo("tasks"))
                .body("items.find { it.name == 'emails' }.oldest", equalTo("2026-11-26T06:41:15Z"))
                .body("items.find { it.name == 'new' }.ready", nullValue());
    }

    @Test
    void onlyThoseThatAreWantedAreListed() {
        management.stub().answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        given().get("/api/queues?name=mails")
                .then()
                .body("items.name", hasItems("emails", "emails.dead"))
                .body("items", hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"401, Not management user", "404, Not Found", "503, starting"})
    void queuesAreCountedByAmqpWhereTheManagementApiDoesNotTell(int status, String reason) {
        management.stub().answers("GET /api/queues/%2F", status, "{\"reason\":\"" + reason + "\"}");
        depths.has("emails", 7, 2);
        depths.has("emails.dead", 3, 0);
        depths.has("warren.delay.04", 4, 0);
        depths.has("unknown", 4, 0);

        given().get("/api/queues")
                .then()
                .statusCode(200)
                .body("source", equalTo("amqp"))
                .body("missing", hasItems("otherQueues", "unacknowledged", "rates"))
                .body("why", containsString("management API"))
                .body(not(containsString("'monitor'")))
                .body(not(containsString("127.0.0.1")))
                .body("delayed", equalTo(4))
                .body("items", hasSize(1))
                .body("items[0].name", equalTo("emails"))
                .body("items[0].ready", equalTo(7))
                .body("items[0].consumers", equalTo(2))
                .body("items[0].dead", equalTo(3))
                .body("items[0].unacknowledged", nullValue());
    }

    @Test
    void whereNobodyTellsIsAProblem() {
        depths.isAway();

        given().get("/api/queues")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/broker-unavailable"))
                .body("detail", containsString("nor the broker"));
    }

    @Test
    void queueIsShownWithWhatBelongsToIt() {
        management
                .stub()
                .answers("GET /api/queues/%2F/emails", 200, Recorded.QUEUE)
                .answers("GET /api/queues/%2F/emails/bindings", 200, Recorded.BINDINGS)
                .answers("GET /api/vhosts/%2F/connections", 200, Recorded.CONNECTIONS);

        given().get("/api/queues/emails")
                .then()
                .statusCode(200)
                .body("queue.name", equalTo("emails"))
                .body("bindings.exchange", hasItems("", "warren.tasks"))
                .body("consumers[0].client", equalTo("warren consume emails pod-1/1"))
                .body("consumers[0].prefetch", equalTo(2))
                .body("consumers[0].user", nullValue())
                .body("consumers[0].peer", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "two words", "100%", "%2F", "zwölf/日本", "a+b", "a?b&c=d", "semi;colon"})
    void namesOfQueuesMayBeOdd(String name) {
        depths.has(name, 1, 0);

        given().get("/api/queues/{queue}", name)
                .then()
                .statusCode(200)
                .body("queue.name", equalTo(name))
                .body("source", equalTo("amqp"));
    }

    @Test
    void queueThatIsNotThereIsAProblem() {
        given().get("/api/queues/nowhere").then().statusCode(404).body("type", equalTo("/problems/queue-not-found"));
        given().get("/api/queues/{queue}", "x".repeat(256))
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-queue-name"));
    }

    @Test
    void usersAndAddressesAreLeftOut() {
        management
                .stub()
                .answers("GET /api/vhosts/%2F/connections", 200, Recorded.CONNECTIONS)
                .answers("GET /api/consumers/%2F", 200, Recorded.CONSUMERS);

        for (String path : new String[] {"/api/connections", "/api/consumers", "/api/consumers?queue=emails"}) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .body("items[0].client", equalTo("warren consume emails pod-1/1"))
                    .body(not(containsString("10.0.0.7")))
                    .body(not(containsString("alice")));
        }
        given().get("/api/consumers?queue=other").then().body("items", hasSize(0));
    }

    @Test
    void exchangesBindingsAndNodesAreListed() {
        management
                .stub()
                .answers("GET /api/exchanges/%2F", 200, Recorded.EXCHANGES)
                .answers("GET /api/bindings/%2F", 200, Recorded.BINDINGS)
                .answers("GET /api/nodes", 200, Recorded.NODES);

        given().get("/api/exchanges?name=warren")
                .then()
                .body("items", hasSize(1))
                .body("items[0].name", equalTo("warren.tasks"))
                .body("items[0].warrens", equalTo(true));
        given().get("/api/bindings?exchange=&queue=emails").then().body("items", hasSize(1));
        given().get("/api/nodes")
                .then()
                .body("items[0].version", equalTo("3.10.8"))
                .body("items[0].alarms", hasItems("memory"))
                .body("items[1].running", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchanges", "bindings", "consumers", "connections", "nodes"})
    void whatAmqpDoesNotTellIsAProblemWithoutTheManagementApi(String kind) {
        given().get("/api/" + kind)
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("type", equalTo("/problems/management-unavailable"))
                .body("detail", not(containsString("'monitor'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queues?nmae=x", "queues/emails?name=x", "nodes?name=x", "bindings?queue=a&queue=b"})
    void whatIsUnknownInAQueryIsRefused(String path) {
        given().get("/api/" + path).then().statusCode(400).body("type", equalTo("/problems/invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/queues/emails", "/api/exchanges", "/api/nodes"})
    void nothingCanBeChanged(String path) {
        given().delete(path).then().statusCode(405);
        given().put(path).then().statusCode(405);
    }
}
