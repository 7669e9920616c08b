package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue is paused for all workers, whatever is restarted meanwhile. */
class PauseIT {

    @RegisterExtension
    final Scene scene = new Scene();

    @RegisterExtension
    final Shell shell = new Shell();

    @Test
    void pausedQueueKeepsItsBacklogThroughRestartsAndRunningTasksEnd() {
        BrokerNode node = BrokerNode.expendable();
        Ledger ledger = scene.heldLedger();
        WarrenSetup setup = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 2)
                .with("warren.worker.pause-check", "200ms")
                .running(ledger.command());
        WarrenProcess worker = setup.startReady();
        PlainAmqp amqp = node.amqp();
        List<String> ids = Submitter.newIds(6);
        amqp.publish(scene.queue(), ids);
        ledger.awaitStarted(2);

        assertThat(queues(node, "pause").exitCode()).isZero();
        awaitPaused(worker);
        ledger.release();
        eventually("what ran is done").until(() -> node.unsettled(scene.queue()) == 4);
        eventually("it consumes no more").until(() -> amqp.consumers(scene.queue()) == 0);
        worker.terminate();
        assertThat(worker.awaitExit()).isZero();
        node.syncNewQueues();
        node.stop();
        WarrenProcess another = setup.start();
        node.start();

        another.awaitReady();
        awaitPaused(another);
        assertThat(node.amqp().consumers(scene.queue())).isZero();
        assertThat(ledger.started()).hasSize(2);
        assertThat(queues(node, "resume").exitCode()).isZero();
        eventually("all are done").until(() -> ledger.ended().size() == 6);
        assertThat(ledger.ended()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(queues(node, "resume").out()).contains("was not paused");
    }

    /** A Job that is to end when nothing is to be done must not end while something is, and is only kept from it. */
    @Test
    void jobOfAPausedExistingQueueWaitsForTheResume() {
        BrokerNode node = BrokerNode.shared();
        Ledger ledger = scene.ledger();
        node.amqp().declareQueue(scene.queue(), Map.of());
        node.amqp().publish(scene.queue(), Submitter.newIds(1));
        queues(node, "pause");
        WarrenProcess job = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "kind", "existing")
                .with("warren.worker.max-idle", "1s")
                .with("warren.worker.pause-check", "3s")
                .running(ledger.command())
                .startReady();
        awaitPaused(job);
        queues(node, "resume");

        assertThat(job.awaitExit()).isZero();
        assertThat(ledger.ended()).hasSize(1);
    }

    @Test
    void whetherItIsPausedIsSeenAsSoonAsTheBrokerIsThereHoweverRarelyItIsLookedAt() {
        BrokerNode node = BrokerNode.expendable();
        Ledger ledger = scene.ledger();
        node.syncNewQueues();
        node.stop();
        WarrenProcess worker = scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .with("warren.worker.pause-check", "1h")
                .running(ledger.command())
                .start();
        assertThat(worker.isReady()).isFalse();
        node.start();
        worker.awaitReady();
        List<String> ids = Submitter.newIds(1);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitEnded(ids);

        queues(node, "pause");
        node.syncNewQueues();
        node.stop();
        node.start();
        eventually("it has seen the pause").until(() -> worker.metric("warren_paused") == 1);
    }

    private static void awaitPaused(WarrenProcess worker) {
        eventually("it has seen the pause").until(() -> worker.metric("warren_paused") == 1);
        assertThat(worker.isReady()).as("a rollout must not hang").isTrue();
        assertThat(worker.get("/q/health/ready").body()).contains("\"paused\"");
    }

    private Ended queues(BrokerNode node, String verb) {
        return shell.with("rabbitmq-url", node.amqpUrl()).call("queues", verb, scene.queue());
    }
}
