package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty thousand tasks, each submitted over HTTP and run over HTTP, with nothing going wrong on the way. */
class EveryTaskIsAccountedForIT {

    private static final int TASKS = 20_000;
    private static final int SUBMITS_AT_A_TIME = 200;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void twentyThousandTasksAreEachAcceptedAndRunOnce() throws InterruptedException {
        BrokerNode node = BrokerNode.shared();
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess both = scene.both(node.amqpUrl())
                .consuming(scene.queue(), 50)
                .calling(endpoint.url())
                .startReady();
        Submitter submitter = new Submitter(both);
        List<String> ids = Submitter.newIds(TASKS);
        submitAll(submitter, ids);
        assertThat(submitter.accepted()).containsExactlyInAnyOrderElementsOf(ids);

        eventually("all have run").until(() -> endpoint.runs().size() == TASKS);
        assertThat(endpoint.runs().keySet()).containsExactlyInAnyOrderElementsOf(ids);
        eventually("all are acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        both.terminate();
        assertThat(both.awaitExit()).isZero();
        assertThat(endpoint.runs().values()).allSatisfy(runs -> assertThat(runs).hasValue(1));
        assertThat(node.unsettled(scene.queue())).isZero();
    }

    private void submitAll(Submitter submitter, List<String> ids) throws InterruptedException {
        Semaphore free = new Semaphore(SUBMITS_AT_A_TIME);
        for (String id : ids) {
            free.acquire();
            CompletableFuture<?> answer = submitter.submit(scene.queue(), id);
            answer.whenComplete((done, failure) -> free.release());
        }
        free.acquire(SUBMITS_AT_A_TIME);
    }
}
