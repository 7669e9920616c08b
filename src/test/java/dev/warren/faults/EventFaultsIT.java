package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever becomes of the events of tasks, tasks go on, and so do health and the end of the process. */
class EventFaultsIT {

    private static final String EVENTS = "warren.events";

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void exchangeThatIsDeletedAndConnectionThatIsClosed() {
        BrokerNode node = BrokerNode.shared();
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        PlainAmqp amqp = node.amqp(virtualHost);
        WarrenProcess warren = scene.both(node.amqpUrl(virtualHost))
                .consuming("q", 2)
                .running(Path.of("/bin/true"))
                .startReady();
        amqp.declareQueue("subscriber", Map.of());
        awaitEvents(amqp, warren);

        amqp.call(channel -> channel.exchangeDelete(EVENTS));
        submitAll(warren, "q", 20);
        awaitEvents(amqp, warren);

        node.ctl("close_connection", eventsConnection(node, virtualHost), "closed by a test");
        submitAll(warren, "q", 20);
        awaitEvents(amqp, warren);

        eventually("all are done").until(() -> amqp.depth("q") == 0);
        assertThat(warren.isReady()).isTrue();
        assertThat(warren.isLive()).isTrue();
        assertThat(warren.logged(EVENTS)).as(warren.log()).isZero();
        warren.terminate();
        assertThat(warren.awaitExit()).isZero();
    }

    @Test
    void userWhoMayNotWriteEventsIsToldOnce() {
        BrokerNode node = BrokerNode.shared();
        String user = scene.queue();
        String others = "^(?!warren\\.events$).*";
        node.ctl("add_user", user, "guest");
        node.ctl("set_permissions", user, ".*", others, ".*");

        WarrenProcess warren = scene.both(node.amqpUrl().replace("guest:guest", user + ":guest"))
                .consuming(scene.queue(), 1)
                .running(Path.of("/bin/true"))
                .startReady();
        submitAll(warren, scene.queue(), 20);

        eventually("all are done").until(() -> warren.metric("warren_tasks_total") == 20);
        eventually("it is said").until(() -> warren.logged("permission to write to warren.events") == 1);
        assertThat(warren.logged(EVENTS)).as(warren.log()).isEqualTo(1);
        assertThat(warren.isReady()).isTrue();
        warren.terminate();
        assertThat(warren.awaitExit()).isZero();
        node.ctl("delete_user", user);
    }

    @Test
    void blockedBrokerKeepsNoProcessFromEnding() {
        BrokerNode node = BrokerNode.expendable();
        Ledger ledger = scene.heldLedger();
        WarrenProcess warren = scene.both(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .running(ledger.command())
                .startReady();
        submitAll(warren, scene.queue(), 1);
        ledger.awaitStarted(1);
        eventually("its events are out")
                .until(() -> warren.metric("warren_events_total{event=\"started\",result=\"published\"") == 1);

        node.raiseMemoryAlarm();
        try {
            ledger.release();
            eventually("it is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
            assertThat(warren.isLive()).isTrue();
            warren.terminate();
            assertThat(warren.awaitExit()).isZero();
        } finally {
            node.clearMemoryAlarm();
        }
    }

    /** Until what is told of new tasks reaches a subscriber. */
    private static void awaitEvents(PlainAmqp amqp, WarrenProcess warren) {
        amqp.takeAll("subscriber");
        eventually("events come").ignoreExceptions().until(() -> {
            amqp.call(channel -> channel.queueBind("subscriber", EVENTS, "q.-.succeeded"));
            submitAll(warren, "q", 1);
            return !amqp.takeAll("subscriber").isEmpty();
        });
    }

    private static String eventsConnection(BrokerNode node, String virtualHost) {
        return node.ctl("-q", "list_connections", "pid", "vhost", "client_properties")
                .lines()
                .filter(line -> line.contains("\t" + virtualHost + "\t") && line.contains("warren events"))
                .map(line -> line.split("\t")[0])
                .findFirst()
                .orElseThrow();
    }

    private static void submitAll(WarrenProcess warren, String queue, int count) {
        Submitter submitter = new Submitter(warren);
        for (int i = 0; i < count; i++) {
            assertThat(submitter.submit(queue).statusCode()).isEqualTo(202);
        }
    }
}
