package dev.warren.amqp.publish;

import static dev.warren.amqp.Core.name;
import static dev.warren.amqp.Core.publish;
import static dev.warren.amqp.Core.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Core;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.amqp.publish.PublishResult.ConnectionLost;
import dev.warren.amqp.publish.PublishResult.Unroutable;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import dev.warren.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Publishes with one id to one place, none answered yet: what the broker returns has no sequence number to tell them apart by. */
class SameIdIT {

    private final BrokerNode broker = BrokerNode.shared();

    /** The first waits for a queue that is slow; the second finds that queue unbound. */
    @Test
    void repeatThatIsReturnedDoesNotCountAsConfirmed() throws Exception {
        QueueSettings slow = QueueSettings.of(name("slow"), QueueKind.QUORUM);
        QueueSettings quick = QueueSettings.of(name("quick"), QueueKind.CLASSIC);
        Task task = task("same");
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher(slow, quick);
            assertThat(publish(publisher, slow.destination(), task("before"))).isEqualTo(new Confirmed());
            broker.stopLeader("/", slow.name());
            CompletableFuture<PublishResult> first =
                    publisher.publishUntilAnswered(slow.destination(), task).toCompletableFuture();
            assertThat(publish(publisher, quick.destination(), task("behind it")))
                    .isEqualTo(new Confirmed());
            unbind(slow);

            PublishResult second = publish(publisher, slow.destination(), task);

            assertThat(first).as("its queue does not answer").isNotDone();
            assertThat(second).isInstanceOf(ConnectionLost.class);
            assertThat(publish(publisher, slow.destination(), task("other"))).isInstanceOf(Unroutable.class);
            assertThat(publish(publisher, quick.destination(), task)).isEqualTo(new Confirmed());
            broker.restartLeader("/", slow.name());
            assertThat(first).succeedsWithin(Patience.LIMIT);
        }
    }

    @Test
    void eachOfSeveralThatGoNowhereIsUnroutable() throws Exception {
        Destination nowhere = new Destination(Topology.TASKS, name("nowhere"));
        try (Core core = new Core(broker.amqpUrl())) {
            ConfirmingPublisher publisher = core.connectedPublisher();
            List<CompletableFuture<PublishResult>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                results.add(publisher.publish(nowhere, task("same")).toCompletableFuture());
            }
            assertThat(results).allSatisfy(result -> assertThat(result.join())
                    .isEqualTo(new Unroutable(nowhere.exchange(), nowhere.routingKey())));
        }
    }

    private void unbind(QueueSettings queue) {
        Destination from = queue.destination();
        broker.amqp().call(channel -> channel.queueUnbind(queue.name(), from.exchange(), from.routingKey()));
    }
}
