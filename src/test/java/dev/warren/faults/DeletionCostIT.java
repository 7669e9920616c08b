package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.ApiServer;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker tells Kubernetes whether it is busy, and does not mind when it can't. */
class DeletionCostIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    private WarrenSetup worker(Ledger ledger, ApiServer server) {
        return scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 2)
                .running(ledger.command())
                .with("warren.pod.deletion-cost", "true")
                .with("warren.pod.name", "worker-1")
                .with("warren.pod.namespace", "jobs")
                .with("warren.pod.api", server.url())
                .with("warren.pod.credentials", server.credentials().toString());
    }

    @Test
    void busyPodSaysSoOnceAndItsTasksDoNotMindARefusal() throws Exception {
        ApiServer server = scene.keep(ApiServer.in(scene.dir()));
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = worker(ledger, server).startReady();
        eventually("it is told that it is idle").until(() -> !server.patches().isEmpty());
        server.answer(403);
        node.amqp().publish(scene.queue(), Submitter.newIds(2));
        ledger.awaitStarted(2);

        eventually("it is told that it is busy").until(() -> server.patches().size() > 1);

        assertThat(server.patches().get(0).body()).contains("\"controller.kubernetes.io/pod-deletion-cost\":\"0\"");
        assertThat(server.patches().get(1).request()).isEqualTo("PATCH /api/v1/namespaces/jobs/pods/worker-1");
        assertThat(server.patches().get(1).body()).contains("\"controller.kubernetes.io/pod-deletion-cost\":\"1000\"");
        eventually("the refusal is said").until(() -> worker.logged("may the service account patch pods?") == 1);
        ledger.release();
        eventually("the tasks are done").until(() -> ledger.ended().size() == 2);
        worker.terminate();
        assertThat(worker.awaitExit()).isZero();
    }
}
