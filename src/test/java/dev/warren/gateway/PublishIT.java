package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @Test
    void acceptedMessageIsInTheQueueAsItWasSent() {
        bind(Map.of());
        WarrenProcess gateway = gateway();

        given().baseUri(gateway.url().toString())
                .header("Content-Type", "image/x-raw; charset=Q")
                .header("Warren-Task-Id", "m-1")
                .header("Warren-Type", "created")
                .header("Warren-Header-Tenant", "acme")
                .body(new byte[] {1, 2})
                .post("/api/exchanges/" + scene.queue() + "/messages")
                .then()
                .statusCode(202);

        assertThat(node.amqp().takeAll(scene.queue())).singleElement().satisfies(message -> {
            assertThat(message.getBody()).containsExactly(1, 2);
            assertThat(message.getProps().getMessageId()).isEqualTo("m-1");
            assertThat(message.getProps().getType()).isEqualTo("created");
            assertThat(message.getProps().getContentType()).isEqualTo("image/x-raw; charset=Q");
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getHeaders().get("tenant")).hasToString("acme");
        });
    }

    @Test
    void exchangeThatIsNotThereIsAProblemAndCostsNothing() {
        WarrenProcess gateway = gateway();

        publish(gateway, "nowhere").statusCode(404).body("type", equalTo("/problems/exchange-not-found"));

        assertThat(gateway.metric("warren_link_losses_total{link=\"publish exchanges\""))
                .isZero();
    }

    @Test
    void internalExchangeIsForbiddenAndDoesNotDisturbSubmits() {
        node.amqp().call(channel -> channel.exchangeDeclare(scene.queue(), "fanout", true, false, true, Map.of()));
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue() + "work", "kind", "classic")
                .startReady();
        gateway.awaitAllReady();

        publish(gateway, scene.queue()).statusCode(403).body("type", equalTo("/problems/exchange-forbidden"));
        publish(gateway, scene.queue()).statusCode(403);

        assertThat(new Submitter(gateway).submit(scene.queue() + "work").statusCode())
                .isEqualTo(202);
        assertThat(gateway.metric("warren_link_losses_total{link=\"publish\"")).isZero();
        eventually("the first time cost a channel")
                .until(() -> gateway.metric("warren_link_losses_total{link=\"publish exchanges\"") > 0);
        publish(gateway, scene.queue()).statusCode(403);
        assertThat(gateway.metric("warren_link_losses_total{link=\"publish exchanges\""))
                .as("the other times it was known")
                .isEqualTo(1);
    }

    @Test
    void deletedExchangeIsNoticed() {
        bind(Map.of());
        WarrenProcess gateway = gateway();
        publish(gateway, scene.queue()).statusCode(202);

        node.amqp().call(channel -> channel.exchangeDelete(scene.queue()));

        eventually("that is known").until(() -> {
            int status = publish(gateway, scene.queue()).extract().statusCode();
            assertThat(status).isIn(404, 503);
            return status == 404;
        });
    }

    @Test
    void fullQueueRefuses() {
        bind(Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        WarrenProcess gateway = gateway();

        eventually("it is full")
                .until(() -> publish(gateway, scene.queue()).extract().statusCode() == 429);
    }

    private WarrenProcess gateway() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        gateway.awaitAllReady();
        return gateway;
    }

    private ValidatableResponse publish(WarrenProcess gateway, String exchange) {
        return given().baseUri(gateway.url().toString())
                .post("/api/exchanges/" + exchange + "/messages")
                .then();
    }

    /** A fanout exchange with a queue, both of the test's name. */
    private void bind(Map<String, Object> arguments) {
        node.amqp().declareQueue(scene.queue(), arguments);
        node.amqp().call(channel -> {
            channel.exchangeDeclare(scene.queue(), "fanout", true);
            return channel.queueBind(scene.queue(), scene.queue(), "");
        });
    }
}
