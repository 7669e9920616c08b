package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue is deleted, full, not there, or not the one that is configured. */
class QueueFaultsIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void workerWhoseQueueIsDeletedDeclaresItAgainAndConsumes(String kind) {
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 2)
                .queue(scene.queue(), "kind", kind)
                .running(ledger.command())
                .startReady();
        List<String> before = Submitter.newIds(1);
        node.amqp().publish(scene.queue(), before);
        ledger.awaitStarted(1);

        node.amqp().deleteQueue(scene.queue());
        eventually("the queue is there and consumed")
                .until(() -> node.amqp().exists(scene.queue()) && node.amqp().consumers(scene.queue()) == 1);
        worker.awaitReady();
        ledger.release();
        List<String> after = Submitter.newIds(5);
        node.amqp().publish(scene.queue(), after);
        ledger.awaitEnded(after);
        eventually("every task is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
    }

    /** With the queue go the ways of delayed tasks and of exchanges to it. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void whatLedToAQueueThatWasDeletedLeadsToTheNewOne(String kind) {
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        PlainAmqp amqp = node.amqp(virtualHost);
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess worker = scene.worker(node.amqpUrl(virtualHost))
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "kind", kind)
                .queue(scene.queue(), "bindings.news.exchange", "news")
                .queue(scene.queue(), "bindings.news.type", "fanout")
                .with("warren.worker.retry.first", "1s")
                .calling(endpoint.url())
                .startReady();
        eventually("all is declared").until(() -> worker.metric("warren_topology_undeclared") == 0);
        amqp.deleteQueue(scene.queue());
        eventually("the queue is there and consumed")
                .until(() -> amqp.exists(scene.queue()) && amqp.consumers(scene.queue()) == 1);

        endpoint.answer(500);
        amqp.publish(scene.queue(), List.of("fails-once"));
        eventually("it has failed").until(() -> endpoint.runs().containsKey("fails-once"));
        endpoint.answer(200);

        eventually("it is tried again")
                .until(() -> endpoint.runs().get("fails-once").get() >= 2);
        eventually("an exchange brings tasks again").until(() -> {
            amqp.call(channel -> {
                channel.basicPublish("news", "", PlainAmqp.persistent("news"), new byte[0]);
                return null;
            });
            return endpoint.runs().containsKey("news");
        });
        assertThat(amqp.depth("warren.delay.unroutable")).isZero();
    }

    @Test
    void workerWhoseForeignQueueIsDeletedIsNotReadyUntilItIsThereAgain() {
        Ledger ledger = scene.ledger();
        node.amqp().declareQueue(scene.queue(), Map.of());
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "kind", "existing")
                .running(ledger.command())
                .startReady();

        node.amqp().deleteQueue(scene.queue());
        worker.awaitNotReady();
        assertThat(worker.isLive()).isTrue();
        assertThat(node.amqp().exists(scene.queue())).isFalse();

        node.amqp().declareQueue(scene.queue(), Map.of());
        worker.awaitReady();
        List<String> ids = Submitter.newIds(3);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitEnded(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void submitToAFullQueueIsRefusedAndToldSo(String kind) {
        Submitter submitter = new Submitter(scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", kind)
                .queue(scene.queue(), "max-length", 5)
                .startReady());
        eventually("the queue is full")
                .until(() -> submitter.submit(scene.queue()).statusCode() == 429);
        HttpResponse<String> refused = submitter.submit(scene.queue());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");

        assertThat(node.amqp().takeAll(scene.queue()))
                .hasSizeGreaterThanOrEqualTo(5)
                .extracting(message -> message.getProps().getMessageId())
                .containsExactlyInAnyOrderElementsOf(submitter.accepted());
        eventually("there is room again")
                .until(() -> submitter.submit(scene.queue()).statusCode() == 202);
    }

    @Test
    void submitToAQueueThatIsNotThereIsNotFound() {
        Submitter submitter = new Submitter(scene.gateway(node.amqpUrl()).startReady());
        HttpResponse<String> answer = submitter.submit(scene.queue());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(scene.queue());
        assertThat(node.amqp().exists(scene.queue())).isFalse();
    }

    @Test
    void submitToAQueueThatWasDeletedIsNotFoundNotLost() {
        Submitter submitter = new Submitter(scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                .startReady());
        assertThat(submitter.submit(scene.queue()).statusCode()).isEqualTo(202);
        node.amqp().deleteQueue(scene.queue());
        assertThat(submitter.submit(scene.queue()).statusCode()).isEqualTo(404);
    }

    @Test
    void workerWhoseQueueDiffersOnTheBrokerSaysHowAndWaitsForItToBeMended() {
        WarrenProcess declaring = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "max-length", 7)
                .running(scene.ledger().command())
                .startReady();
        declaring.terminate();
        declaring.awaitExit();
        int connectionsBefore = node.connections().size();

        Ledger ledger = scene.ledger();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "max-length", 5)
                .running(ledger.command())
                .start();
        String losses = "warren_link_losses_total{link=\"consume " + scene.queue() + "\"";
        eventually("it has tried several times").until(() -> worker.metric(losses) >= 4);
        assertThat(worker.log().lines().filter(line -> line.contains("x-max-length")))
                .allSatisfy(line -> assertThat(line)
                        .contains("'" + scene.queue() + "'", "7 there", "5 configured", "existing", "delete"));
        assertThat(worker.isReady()).isFalse();
        assertThat(worker.isLive()).isTrue();
        assertThat(node.connections())
                .as("none leaked by the consumer, which may be trying just now")
                .hasSizeLessThanOrEqualTo(connectionsBefore + 3);
        assertThat(worker.metric(losses)).as("no hot loop").isLessThan(30);
        assertThat(worker.logged("x-max-length")).as("said now and then").isLessThan(4);

        node.amqp().deleteQueue(scene.queue());
        worker.awaitReady();
        List<String> ids = Submitter.newIds(2);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitEnded(ids);
    }

    @Test
    void plainQueueThatIsConfiguredAsQuorumIsLeftAsItIs() {
        node.amqp().declareQueue(scene.queue(), Map.of());
        List<String> ids = Submitter.newIds(3);
        node.amqp().publish(scene.queue(), ids);
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .running(scene.ledger().command())
                .start();
        eventually("it says so").until(() -> worker.logged("warren.queues." + scene.queue() + ".kind=existing") >= 1);
        assertThat(worker.isReady()).isFalse();
        assertThat(worker.isLive()).isTrue();
        assertThat(node.amqp().depth(scene.queue())).isEqualTo(ids.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "worker"})
    void queueWhoseNameLeavesNoRoomForItsDeadLettersIsRefusedAtTheStart(String role) {
        String queue = "q".repeat(251);
        WarrenSetup setup = role.equals("gateway")
                ? scene.gateway(node.amqpUrl())
                : scene.worker(node.amqpUrl())
                        .consuming(queue, 1)
                        .running(scene.ledger().command());
        assertThatThrownBy(() -> setup.queue(queue, "kind", "classic").start())
                .hasMessageContaining("warren: the queue '" + queue + "'")
                .hasMessageContaining("shorter")
                .hasStackTraceContaining("ended at its start with 2:");
    }
}
