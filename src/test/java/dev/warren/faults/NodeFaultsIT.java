package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Load;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's node is killed, stopped, frozen, absent, or out of memory. */
class NodeFaultsIT {

    private static final int SLOTS = 4;

    /** Runs that ended in the instant before the fault, whose acknowledgement the broker may not have taken in. */
    private static final int LAST_INSTANT = SLOTS;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.expendable();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void everyAcceptedTaskRunsAlthoughTheNodeIsKilledUnderLoad(String kind) {
        everyAcceptedTaskRunsAcross(kind, node::kill, node::start);
    }

    @Test
    void everyAcceptedTaskRunsAlthoughTheBrokerIsStoppedAndStartedUnderLoad() {
        everyAcceptedTaskRunsAcross("quorum", () -> node.ctl("stop_app"), () -> node.ctl("start_app"));
    }

    private void everyAcceptedTaskRunsAcross(String kind, Runnable fault, Runnable mend) {
        Ledger ledger = scene.ledger();
        WarrenProcess gateway =
                scene.gateway(node.amqpUrl()).queue(scene.queue(), "kind", kind).startReady();
        WarrenProcess worker = worker(ledger).queue(scene.queue(), "kind", kind).startReady();
        node.syncNewQueues();
        Submitter submitter = new Submitter(gateway);
        Load load = scene.keep(Load.of(submitter, scene.queue(), 8));
        load.awaitAccepted(100);
        eventually("the worker is busy").until(() -> ledger.ended().size() > SLOTS);

        fault.run();
        gateway.awaitNotReady();
        worker.awaitNotReady();
        assertThat(gateway.isLive() && worker.isLive()).isTrue();
        mend.run();
        gateway.awaitReady();
        worker.awaitReady();
        load.awaitAccepted(50);
        load.stop();

        assertThat(load.unanswered()).isZero();
        ledger.awaitEnded(submitter.accepted());
        eventually("every task is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        assertThat(ledger.duplicates()).isLessThanOrEqualTo(SLOTS + LAST_INSTANT);
    }

    @Test
    void processStartsWithoutItsBrokerAndIsReadyOnceThatIsThere() {
        node.kill();
        Ledger ledger = scene.ledger();
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                .start();
        WarrenProcess worker = worker(ledger).start();
        assertThat(gateway.isReady() || worker.isReady()).isFalse();
        assertThat(gateway.isLive() && worker.isLive()).isTrue();
        HttpResponse<String> refused = new Submitter(gateway).submit(scene.queue());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        node.start();
        gateway.awaitReady();
        worker.awaitReady();
        Submitter submitter = new Submitter(gateway);
        assertThat(submitter.submit(scene.queue()).statusCode()).isEqualTo(202);
        ledger.awaitEnded(submitter.accepted());
    }

    @Test
    void gatewayRefusesAtOnceDuringAMemoryAlarmWhileTheWorkerGoesOn() {
        Ledger ledger = scene.ledger();
        WarrenProcess worker = worker(ledger).startReady();
        List<String> waiting = Submitter.newIds(20);
        ledger.hold();
        node.amqp().publish(scene.queue(), waiting);
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                // Far longer than the callers' patience: an answer shows that it did not wait for a confirm.
                .with("warren.publisher.confirm-timeout", "5m")
                .startReady();
        Submitter submitter = new Submitter(gateway);
        assertThat(submitter.submit(scene.queue()).statusCode()).isEqualTo(202);

        node.raiseMemoryAlarm();
        eventually("submits are refused")
                .until(() -> submitter.submit(scene.queue()).statusCode() == 503);
        HttpResponse<String> refused = submitter.submit(scene.queue());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(gateway.isLive()).isTrue();
        ledger.release();
        ledger.awaitEnded(waiting);
        eventually("consumption goes on and is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        // Whether it is ready depends on whether it has looked meanwhile if its queue is paused, which is a publish.
        assertThat(worker.isLive()).isTrue();
        assertThat(worker.metric("warren_link_up{link=\"consume " + scene.queue()))
                .isEqualTo(1);

        node.clearMemoryAlarm();
        worker.awaitReady();
        eventually("submits work again")
                .until(() -> submitter.submit(scene.queue()).statusCode() == 202);
        ledger.awaitEnded(submitter.accepted());
    }

    @Test
    void submitsToAFrozenNodeAreAnsweredWithinTheConfirmTimeout() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                .with("warren.publisher.confirm-timeout", "2s")
                .startReady();
        Submitter submitter = new Submitter(gateway);
        node.freeze();
        List<CompletableFuture<HttpResponse<String>>> answers = Submitter.newIds(50).stream()
                .map(id -> submitter.submit(scene.queue(), id))
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        assertThat(gateway.isLive()).isTrue();

        node.thaw();
        eventually("submits work again")
                .until(() -> submitter.submit(scene.queue()).statusCode() == 202);
    }

    private WarrenSetup worker(Ledger ledger) {
        return scene.worker(node.amqpUrl()).consuming(scene.queue(), SLOTS).running(ledger.command());
    }
}
