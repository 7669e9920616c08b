package dev.warren.scaler;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.scaler.KedaClient.Wakes;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real gateway, a real broker, and a client of KEDA's protocol. */
class PushScalerIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private WarrenProcess gateway(BrokerNode node) {
        return scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "quorum")
                .with("warren.scaler.enabled", "true")
                .with("warren.scaler.port", "0")
                .startReady();
    }

    @Test
    void kedaIsToldOfEveryTaskThatNobodyIsThereFor() {
        BrokerNode node = BrokerNode.shared();
        String queue = scene.queue();
        WarrenProcess gateway = gateway(node);
        Submitter submitter = new Submitter(gateway);
        KedaClient keda = scene.keep(new KedaClient(gateway));
        Wakes wakes = keda.listen(queue);
        eventually("the empty queue is known").until(() -> !keda.isActive(queue));
        assertThat(wakes.count()).as("for an empty queue").isZero();
        assertThat(keda.metricSpec(queue).getTargetSizeFloat()).isEqualTo(4);

        submitter.submit(queue);
        wakes.awaitMoreThan(0);
        eventually("it counts").until(() -> keda.isActive(queue) && keda.metric(queue) == 1);

        node.amqp().takeAll(queue);
        eventually("nothing waits").until(() -> !keda.isActive(queue) && keda.metric(queue) == 0);
        int before = wakes.count();
        submitter
                .submit(queue, "later", Map.of("Warren-Delay", "5s"), new byte[0])
                .join();
        assertThat(keda.isActive(queue)).as("while it is delayed").isFalse();
        wakes.awaitMoreThan(before);

        node.amqp().takeAll(queue);
        eventually("nothing waits").until(() -> !keda.isActive(queue));
        int beforeOthers = wakes.count();
        node.amqp().publish(queue, List.of("of another program"));
        wakes.awaitMoreThan(beforeOthers);
    }

    @Test
    void workersThatAreThereAreNotWoken() {
        BrokerNode node = BrokerNode.shared();
        String queue = scene.queue();
        KedaClient keda = scene.keep(new KedaClient(gateway(node)));
        Ledger ledger = scene.heldLedger();
        scene.worker(node.amqpUrl())
                .consuming(queue, 1)
                .running(ledger.command())
                .startReady();
        Wakes wakes = keda.listen(queue);
        node.amqp().publish(queue, Submitter.newIds(3));
        ledger.awaitStarted(1);

        eventually("the task that runs does not wait").until(() -> keda.metric(queue) == 2);

        assertThat(wakes.count()).isZero();
        ledger.release();
        eventually("all are done").until(() -> !keda.isActive(queue));
    }

    @Test
    void manyListenOnOneConnection() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node);
        KedaClient keda = new KedaClient(gateway);
        List<Wakes> all = IntStream.range(0, 150)
                .mapToObj(i -> keda.listen(scene.queue()))
                .toList();

        node.amqp().publish(scene.queue(), List.of("one"));

        assertThat(all).allSatisfy(wakes -> wakes.awaitMoreThan(0));
        assertThat(keda.isActive(scene.queue())).isTrue();
        assertThat(gateway.metric("warren_scaler_listeners")).isEqualTo(150);
        assertThat(keda.refusal(KedaClient.scaledObject(Map.of()))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(keda.refusal(scene.queue() + "-of-nobody")).isEqualTo(Status.Code.NOT_FOUND);
        keda.close();
        eventually("they are gone").until(() -> gateway.metric("warren_scaler_listeners") == 0);
    }

    @Test
    void brokerThatIsAwayIsNoEmptyQueue() {
        BrokerNode node = BrokerNode.expendable();
        String queue = scene.queue();
        WarrenProcess gateway = gateway(node);
        KedaClient keda = scene.keep(new KedaClient(gateway));
        Wakes wakes = keda.listen(queue);
        node.syncNewQueues();
        node.stop();
        try {
            eventually("it is not known").until(() -> keda.refusal(queue) == Status.Code.UNAVAILABLE);
        } finally {
            node.start();
        }
        gateway.awaitReady();
        node.amqp().publish(queue, List.of("after the outage"));
        wakes.awaitMoreThan(0);

        gateway.terminate();
        assertThat(wakes.awaitEnd()).as("KEDA comes back soon").isEqualTo(Status.Code.OK);
    }
}
