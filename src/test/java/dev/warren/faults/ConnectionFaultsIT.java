package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Load;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.TcpProxy;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network between Warren and the broker fails: connections are reset, or nothing comes through any more. */
class ConnectionFaultsIT {

    private static final int SLOTS = 2;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();
    private final TcpProxy cable = TcpProxy.to(node.port());

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void workerThatIsCutOffComesBackAndRunsOnlyItsBusyTasksTwice(String kind) {
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = scene.worker(scene.keep(cable).amqpUrl())
                .consuming(scene.queue(), SLOTS)
                .queue(scene.queue(), "kind", kind)
                .with("warren.delay.levels", "0") // so that what comes again waits where it can be counted
                .running(ledger.command())
                .startReady();
        List<String> ids = Submitter.newIds(20);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitStarted(SLOTS);

        cable.pull();
        worker.awaitNotReady();
        cable.resume();
        worker.awaitReady();
        ledger.release();

        ledger.awaitEnded(ids);
        eventually("every task is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        assertThat(ledger.duplicates()).isLessThanOrEqualTo(SLOTS);
        worker.terminate();
        assertThat(worker.awaitExit()).isZero();
        assertThat(node.amqp().depth(scene.queue())).isZero();
        assertThat(worker.logged("PRECONDITION_FAILED")).as("stale acks").isZero();
    }

    @Test
    void everyAcceptedTaskIsInTheQueueHoweverOftenTheConnectionIsCut() {
        WarrenProcess gateway = gateway().startReady();
        Submitter submitter = new Submitter(gateway);
        Load load = scene.keep(Load.of(submitter, scene.queue(), 8));
        for (int cuts = 0; cuts < 5; cuts++) {
            load.awaitAccepted(50);
            cable.cut();
        }
        load.awaitAccepted(50);
        load.stop();

        assertThat(load.unanswered()).isZero();
        List<String> queued = node.amqp().takeAll(scene.queue()).stream()
                .map(message -> message.getProps().getMessageId())
                .toList();
        assertThat(queued).containsAll(submitter.accepted());
    }

    @Test
    void submitsOnAStalledConnectionAreAllAnsweredAndLeakNothing() {
        int window = 20;
        WarrenProcess gateway = gateway()
                .with("warren.publisher.window", String.valueOf(window))
                .with("warren.publisher.confirm-timeout", "2s")
                .startReady();
        Submitter submitter = new Submitter(gateway);
        cable.stall();
        List<CompletableFuture<HttpResponse<String>>> answers = Submitter.newIds(5 * window).stream()
                .map(id -> submitter.submit(scene.queue(), id))
                .toList();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(503);
            assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
        });

        cable.resume();
        for (int round = 0; round < 5 * window; round++) {
            eventually("submits work again")
                    .until(() -> submitter.submit(scene.queue()).statusCode() == 202);
        }
    }

    @Test
    void processWithoutItsBrokerIsAliveAndNotReadyUntilTheBrokerIsBack() {
        WarrenProcess both = scene.both(scene.keep(cable).amqpUrl())
                .consuming(scene.queue(), SLOTS)
                .running(scene.ledger().command())
                .startReady();
        cable.pull();
        both.awaitNotReady();
        assertThat(both.isLive()).isTrue();
        assertThat(new Submitter(both).submit(scene.queue()).statusCode()).isEqualTo(503);

        cable.resume();
        both.awaitReady();
        assertThat(new Submitter(both).submit(scene.queue()).statusCode()).isEqualTo(202);
    }

    private WarrenSetup gateway() {
        return scene.gateway(scene.keep(cable).amqpUrl()).queue(scene.queue(), "kind", "quorum");
    }
}
