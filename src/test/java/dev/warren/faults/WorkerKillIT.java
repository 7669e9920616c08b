package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that is killed with SIGKILL loses nothing. */
class WorkerKillIT {

    private static final int SLOTS = 3;

    @RegisterExtension
    final Scene scene = new Scene();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void tasksOfAKilledWorkerRunAgainAndNoneIsLost(String kind) {
        BrokerNode node = BrokerNode.shared();
        Ledger ledger = scene.heldLedger();
        WarrenProcess killed = worker(kind, node, ledger).startReady();
        List<String> ids = Submitter.newIds(10);
        node.amqp().publish(scene.queue(), ids);
        ledger.awaitStarted(SLOTS);
        Set<String> busy = Set.copyOf(ledger.started());

        killed.kill();
        eventually("the broker has all tasks back").until(() -> node.amqp().depth(scene.queue()) == ids.size());

        worker(kind, node, ledger).startReady();
        ledger.release();
        ledger.awaitEnded(ids);
        eventually("every task is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);

        assertThat(ledger.started()).containsOnlyOnceElementsOf(without(ids, busy));
        assertThat(busy).allSatisfy(id -> assertThat(Collections.frequency(ledger.started(), id))
                .isEqualTo(2));
    }

    private WarrenSetup worker(String kind, BrokerNode node, Ledger ledger) {
        return scene.worker(node.amqpUrl())
                .consuming(scene.queue(), SLOTS)
                .queue(scene.queue(), "kind", kind)
                .with("warren.delay.levels", "0") // so that what comes again waits where it can be counted
                .running(ledger.command());
    }

    private static List<String> without(List<String> ids, Set<String> some) {
        return ids.stream().filter(id -> !some.contains(id)).toList();
    }
}
