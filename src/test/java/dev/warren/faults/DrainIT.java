package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.TcpProxy;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that is asked to end finishes what runs, leaves the rest, and exits with 0. */
class DrainIT {

    private static final int SLOTS = 2;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void drainingWorkerFinishesWhatRunsAndLeavesTheRestToOthers(String signal) {
        Ledger slow = scene.heldLedger();
        WarrenProcess draining = worker(slow, node.amqpUrl()).startReady();
        List<String> ids = Submitter.newIds(6);
        node.amqp().publish(scene.queue(), ids);
        slow.awaitStarted(SLOTS);

        draining.signal(signal);
        Ledger other = scene.ledger();
        worker(other, node.amqpUrl()).startReady();
        eventually("the other worker has run the rest")
                .untilAsserted(() -> assertThat(other.ended()).hasSize(ids.size() - SLOTS));
        assertThat(draining.isAlive()).isTrue();

        slow.release();
        assertThat(draining.awaitExit()).isZero();
        assertThat(slow.started()).hasSize(SLOTS);
        eventually("every task is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        List<String> runs = new ArrayList<>(slow.ended());
        runs.addAll(other.ended());
        assertThat(runs).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void tasksThatWaitInADrainingWorkerAreBackInTheQueueBeforeTheRunningOnesHaveEnded() {
        TcpProxy cable = scene.cableTo(node);
        Ledger ledger = scene.heldLedger();
        WarrenProcess draining = worker(ledger, cable.amqpUrl()).startReady();
        List<String> ids = Submitter.newIds(SLOTS);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitStarted(SLOTS);
        // The broker hands both out again, and as the first runs still go on they have to wait inside the worker.
        cable.pull();
        draining.awaitNotReady();
        cable.resume();
        draining.awaitReady();
        eventually("the worker has both again").until(() -> node.amqp().depth(scene.queue()) == 0);

        draining.terminate();
        eventually("both are back in the queue").until(() -> node.amqp().depth(scene.queue()) == SLOTS);
        assertThat(ledger.ended()).isEmpty();
        assertThat(draining.isAlive()).isTrue();

        ledger.release();
        assertThat(draining.awaitExit()).isZero();
        assertThat(node.amqp().depth(scene.queue())).isEqualTo(SLOTS);
    }

    @Test
    void workersThatComeAndGoUnderLoadRunEveryTaskOnce() {
        Ledger ledger = scene.ledger();
        List<String> ids = Submitter.newIds(400);
        WarrenProcess first = worker(ledger, node.amqpUrl()).startReady();
        node.amqp().publish(scene.queue(), ids);
        eventually("the first worker is at work").until(() -> ledger.ended().size() > 20);
        first.terminate();
        assertThat(first.awaitExit()).isZero();
        assertThat(ledger.ended()).as("there is work left").hasSizeLessThan(ids.size());

        WarrenProcess second = worker(ledger, node.amqpUrl()).startReady();
        ledger.awaitEnded(ids);
        second.terminate();
        assertThat(second.awaitExit()).isZero();
        assertThat(ledger.ended()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(node.amqp().depth(scene.queue())).isZero();
    }

    @Test
    void secondSignalEndsTheWorkerAtOnceAndTheBrokerHasItsTasksBack() {
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = worker(ledger, node.amqpUrl()).startReady();
        List<String> ids = Submitter.newIds(3);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitStarted(SLOTS);

        worker.terminate();
        eventually("it drains").until(() -> worker.logged("draining") == 1);
        assertThat(worker.isAlive()).isTrue();
        worker.terminate();

        assertThat(worker.awaitExit()).isNotZero();
        assertThat(ledger.ended()).isEmpty();
        eventually("all tasks are back").until(() -> node.amqp().depth(scene.queue()) == ids.size());
    }

    @Test
    void commandThatIsCutOffMayTidyUpAndItsTaskIsNotBackBefore() {
        Path tidied = scene.dir().resolve("tidied");
        Path begun = scene.dir().resolve("begun");
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .with("warren.worker.handler", "exec")
                .with(
                        "warren.worker.exec.command",
                        "trap 'sleep 7; : > %s; exit 1' TERM; : > %s; sleep 1000 & wait".formatted(tidied, begun))
                .with("warren.worker.exec.kill-grace", "60s")
                .with("warren.worker.drain-timeout", "1ms")
                .startReady();
        node.amqp().publish(scene.queue(), Submitter.newIds(1));
        eventually("it runs").until(() -> Files.exists(begun));

        worker.terminate();

        eventually("the task is back").until(() -> node.amqp().depth(scene.queue()) == 1);
        assertThat(tidied).exists();
        assertThat(worker.awaitExit()).isZero();
    }

    private WarrenSetup worker(Ledger ledger, String amqpUrl) {
        return scene.worker(amqpUrl).consuming(scene.queue(), SLOTS).running(ledger.command());
    }
}
