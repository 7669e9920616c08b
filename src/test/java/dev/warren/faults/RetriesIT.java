package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Deployment;
import dev.warren.harness.Ledger;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails is tried again as often as is said, and is kept then with its reason, whatever happens on the way. */
class RetriesIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic", "existing"})
    void taskThatAlwaysFailsIsRunAsOftenAsIsSaidAndKeptWithItsReason(String kind) {
        Ledger ledger = scene.ledger();
        worker(node.amqpUrl(), kind, ledger)
                .with("warren.worker.retry.attempts", "3")
                .startReady();
        submit(node.amqp(), "hopeless", Ledger.FAILS, Map.of());

        Map<String, Object> letter = onlyLetter(node.amqp());

        assertThat(ledger.runs("hopeless")).isEqualTo(3);
        assertThat(letter)
                .containsEntry("warren-attempt", 3)
                .extractingByKeys("warren-reason", "warren-error", "warren-queue")
                .extracting(String::valueOf)
                .containsExactly("failed", "the command ended with exit code 1", scene.queue());
        assertThat((List<?>) letter.get("warren-failures")).hasSize(3);
        assertThat(node.amqp().depth(scene.queue())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic", "existing"})
    void taskThatKillsItsWorkersIsKeptAfterAFewAndTakesNoOtherWithIt(String kind) {
        Ledger ledger = scene.heldLedger();
        Deployment worker =
                Deployment.of(worker(node.amqpUrl(), kind, ledger).with("warren.worker.retry.crashes", "3"), 1);
        PlainAmqp amqp = node.amqp();
        submit(amqp, "innocent-1", "plain", Map.of());
        submit(amqp, "killer", Ledger.KILLS, Map.of());
        submit(amqp, "innocent-2", "plain", Map.of());
        ledger.awaitStarted(3);
        ledger.release();

        eventually("it is dead").until(() -> {
            worker.tend();
            return amqp.depth(letters()) > 0;
        });

        assertThat(ledger.runs("killer")).isEqualTo(3);
        Map<String, Object> letter = onlyLetter(amqp);
        assertThat(letter).containsEntry("warren-attempt", 3);
        assertThat(letter.get("warren-reason")).hasToString("crashed");
        ledger.awaitEnded(List.of("innocent-1", "innocent-2"));
    }

    /** After a kill of its node a classic queue says of all that has waited there that it was handed out. */
    @Test
    void killsOfTheNodeAreNotTheCrashesOfTasksThatWaitInAClassicQueue() {
        BrokerNode node = BrokerNode.expendable();
        Ledger ledger = scene.heldLedger();
        WarrenSetup setup = worker(node.amqpUrl(), "classic", ledger)
                .with("warren.worker.concurrency", "1")
                .with("warren.worker.retry.crashes", "2");
        WarrenProcess worker = setup.startReady();
        PlainAmqp amqp = node.amqp();
        eventually("the ladder is there").until(() -> amqp.exists("warren.delay.due." + scene.queue()));
        node.syncNewQueues();
        amqp.publish(scene.queue(), List.of("first", "second", "third"));
        ledger.awaitStarted(1);
        for (int started = 2; started <= 3; started++) {
            node.kill();
            worker.kill();
            node.start();
            worker = setup.startReady();
            ledger.awaitStarted(started);
        }
        ledger.release();

        ledger.awaitEnded(List.of("first", "second", "third"));
        assertThat(amqp.depth(letters())).isZero();
    }

    @Test
    void taskPastItsDeadlineOrWithOneThatCantBeReadIsKeptAndNotRun() {
        Ledger ledger = scene.ledger();
        worker(node.amqpUrl(), "quorum", ledger).startReady();
        submit(
                node.amqp(),
                "late",
                "plain",
                Map.of("warren-deadline", Instant.now().minusSeconds(1).toString()));

        assertThat(onlyLetter(node.amqp()).get("warren-reason")).hasToString("expired");

        submit(node.amqp(), "unreadable", "plain", Map.of("warren-deadline", "tomorrow"));
        assertThat(onlyLetter(node.amqp()).get("warren-reason")).hasToString("undecodable");
        assertThat(ledger.started()).isEmpty();
    }

    @Test
    void taskThatWaitsForItsNextAttemptLeavesItsSlotToOthers() {
        Ledger ledger = scene.ledger();
        worker(node.amqpUrl(), "quorum", ledger)
                .with("warren.worker.concurrency", "1")
                .with("warren.worker.retry.first", "1h")
                .startReady();
        eventually("the ladder is there").until(() -> node.amqp().exists("warren.delay.due." + scene.queue()));
        submit(node.amqp(), "fails", Ledger.FAILS, Map.of());
        submit(node.amqp(), "next", "plain", Map.of());

        ledger.awaitEnded(List.of("next"));
        assertThat(ledger.runs("fails")).isEqualTo(1);
        assertThat(node.amqp().exists(letters()) ? node.amqp().depth(letters()) : 0)
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void failedTaskIsNotRunAgainWhileTheBrokerTakesNoMessages(String kind) {
        BrokerNode node = BrokerNode.expendable();
        Ledger ledger = scene.heldLedger();
        WarrenProcess worker = worker(node.amqpUrl(), kind, ledger)
                .with("warren.worker.retry.attempts", "2")
                .startReady();
        submit(node.amqp(), "hopeless", Ledger.FAILS, Map.of());
        ledger.awaitStarted(1);
        node.raiseMemoryAlarm();
        ledger.release();
        eventually("its retry is refused").until(() -> worker.logged("was not confirmed") == 1);
        assertThat(worker.metric("warren_tasks_total{outcome=\"kept\"")).isEqualTo(1);

        node.clearMemoryAlarm();

        onlyLetter(node.amqp());
        assertThat(ledger.runs("hopeless")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void deadLetterSurvivesThatItsExchangeAndItsQueueAreDeleted(String kind) {
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        PlainAmqp amqp = node.amqp(virtualHost);
        Ledger ledger = scene.heldLedger();
        worker(node.amqpUrl(virtualHost), kind, ledger)
                .with("warren.worker.retry.attempts", "1")
                .startReady();
        eventually("its dead letters have a place").until(() -> amqp.exists(letters()));
        submit(amqp, "hopeless", Ledger.FAILS, Map.of());
        ledger.awaitStarted(1);
        amqp.call(channel -> channel.exchangeDelete("warren.dead"));
        amqp.deleteQueue(letters());
        ledger.release();

        assertThat(onlyLetter(amqp).get("warren-reason")).hasToString("failed");
        assertThat(ledger.runs("hopeless")).isEqualTo(1);
        assertThat(amqp.depth(scene.queue())).isZero();
    }

    @Test
    void retrySurvivesThatItsExchangesAreDeleted() {
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        PlainAmqp amqp = node.amqp(virtualHost);
        Ledger ledger = scene.heldLedger();
        worker(node.amqpUrl(virtualHost), "quorum", ledger)
                .with("warren.worker.retry.attempts", "2")
                .startReady();
        eventually("the ladder is there").until(() -> amqp.exists("warren.delay.due." + scene.queue()));
        submit(amqp, "hopeless", Ledger.FAILS, Map.of());
        ledger.awaitStarted(1);
        amqp.call(channel -> {
            channel.exchangeDelete("warren.delay.01");
            channel.exchangeDelete("warren.delay.00");
            return null;
        });
        ledger.release();

        assertThat(onlyLetter(amqp).get("warren-attempt")).isEqualTo(2);
        assertThat(ledger.runs("hopeless")).isEqualTo(2);
        assertThat(amqp.depth(scene.queue())).isZero();
    }

    @Test
    void levelOfTheLadderThatIsBrokenTakesNothingElseWithIt() {
        BrokerNode node = BrokerNode.expendable();
        String virtualHost = scene.queue();
        node.addVirtualHost(virtualHost);
        Ledger ledger = scene.ledger();
        worker(node.amqpUrl(virtualHost), "quorum", ledger).startReady().terminate();
        PlainAmqp amqp = node.amqp(virtualHost);
        eventually("the ladder is there").until(() -> amqp.exists("warren.delay.due." + scene.queue()));
        node.ctl("eval", "ra:stop_server(quorum_queues, {'%s_warren.delay.05', node()}).".formatted(virtualHost));

        worker(node.amqpUrl(virtualHost), "quorum", ledger)
                .with("warren.worker.retry.attempts", "2")
                .startReady();
        submit(amqp, "hopeless", Ledger.FAILS, Map.of());
        submit(amqp, "fine", "plain", Map.of());

        onlyLetter(amqp);
        assertThat(ledger.runs("hopeless")).isEqualTo(2);
        ledger.awaitEnded(List.of("fine"));
    }

    private WarrenSetup worker(String amqpUrl, String kind, Ledger ledger) {
        if (kind.equals("existing")) {
            node.amqp().declareQueue(scene.queue(), Map.of());
        }
        return scene.worker(amqpUrl)
                .consuming(scene.queue(), 3)
                .queue(scene.queue(), "kind", kind)
                .running(ledger.command());
    }

    private void submit(PlainAmqp amqp, String id, String type, Map<String, Object> headers) {
        amqp.publish(
                scene.queue(),
                PlainAmqp.persistent(id).builder().type(type).headers(headers).build(),
                new byte[0]);
    }

    private String letters() {
        return scene.queue() + ".dead";
    }

    /** Waits for a dead letter; there must be one. */
    private Map<String, Object> onlyLetter(PlainAmqp amqp) {
        eventually("there is a dead letter").until(() -> amqp.exists(letters()) && amqp.depth(letters()) > 0);
        List<GetResponse> letters = amqp.takeAll(letters());
        assertThat(letters).hasSize(1);
        return letters.get(0).getProps().getHeaders();
    }
}
