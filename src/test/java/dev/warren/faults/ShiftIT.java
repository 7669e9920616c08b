package dev.warren.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that is a Kubernetes Job: it ends by itself, and takes no more than it should. */
class ShiftIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void runsAsManyTasksAsAreSaidAndLeavesTheOthersAsTheyWere(String kind) {
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 2)
                .queue(scene.queue(), "kind", kind)
                .with("warren.worker.max-tasks", "3")
                .running(ledger.command())
                .startReady();
        List<String> ids = Submitter.newIds(6);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitStarted(2);
        ledger.release();

        assertThat(worker.awaitExit()).isZero();

        assertThat(ledger.ended()).hasSize(3).doesNotHaveDuplicates();
        assertThat(node.amqp().takeAll(scene.queue())).hasSize(3).allSatisfy(left -> assertThat(
                        headers(left.getProps().getHeaders()))
                .as("uncounted")
                .doesNotContainKeys("warren-attempt", "warren-crashes"));
    }

    @Test
    void endsWhenNoTaskHasComeForSoLong() {
        Ledger ledger = scene.ledger();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .with("warren.worker.max-idle", "2s")
                .running(ledger.command())
                .start();
        assertThat(worker.awaitExit()).isZero();
        assertThat(worker.logged("no task for 2 s")).isEqualTo(1);
    }

    @Test
    void gatewayDoesNotEndWithAWorkersShift() {
        assertThatThrownBy(() -> scene.both(node.amqpUrl())
                        .consuming(scene.queue(), 1)
                        .with("warren.worker.max-tasks", "1")
                        .running(scene.ledger().command())
                        .start())
                .hasMessageContaining("for the role worker alone");
    }

    private static Map<String, Object> headers(Map<String, Object> headers) {
        return headers == null ? Map.of() : headers;
    }
}
