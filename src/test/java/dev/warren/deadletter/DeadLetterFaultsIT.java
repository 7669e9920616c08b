package dev.warren.deadletter;

import static dev.warren.deadletter.LetterPile.ids;
import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways, nodes and callers that go away while dead letters are read, and queues that take nothing. */
class DeadLetterFaultsIT {

    private static final int MANY = 8_000;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void gatewayKilledWhileItReplaysLosesNothing(String kind) {
        WarrenProcess gateway = setup(node, kind).startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, MANY);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=1000");
        eventually("some are replayed").until(() -> node.amqp().depth(scene.queue()) > MANY / 10);
        gateway.kill();

        assertThat(replay).failsWithin(Duration.ofSeconds(30));
        assertEachIsSomewhere(pile, ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void gatewayKilledWhileItReplaysSlowlyToAnotherQueueLosesNothing(String kind) {
        String other = scene.queue() + ".other";
        WarrenProcess gateway = setup(node, kind).queue(other, "kind", kind).startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 3_000);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=1000&to=" + other);
        eventually("some are replayed").until(() -> node.amqp().depth(other) > 500);
        gateway.kill();

        assertThat(replay).failsWithin(Duration.ofSeconds(30));
        eventually("the rest is back").until(() -> node.amqp().depth(pile.letters()) > 0);
        List<String> replayed = pile.drain(other);
        List<String> left = pile.drainLetters();
        assertThat(replayed).doesNotHaveDuplicates();
        assertThat(left).doesNotHaveDuplicates();
        assertThat(Stream.concat(replayed.stream(), left.stream()).toList())
                .as("each in one of them, those under way in both")
                .containsAll(ids)
                .hasSizeBetween(ids.size(), ids.size() + 500);
        assertThat(node.amqp().depth(scene.queue())).isZero();
        node.amqp().deleteQueue(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void lettersThatABlockedBrokerDoesNotTakeStay(String kind) {
        BrokerNode expendable = BrokerNode.expendable();
        WarrenProcess gateway = setup(expendable, kind).startReady();
        LetterPile pile = new LetterPile(expendable, gateway, scene.queue());
        List<String> ids = pile.add(0, 3_000);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=100");
        eventually("some are replayed").until(() -> expendable.amqp().depth(scene.queue()) > 100);
        expendable.raiseMemoryAlarm();
        eventually("it is told").until(() -> gateway.logged("the broker takes no messages") > 0);
        JsonPath whileBlocked = JsonPath.from(pile.send("GET", "").body());
        expendable.clearMemoryAlarm();
        JsonPath summary = JsonPath.from(replay.join().body());

        assertThat(whileBlocked.getString("type")).as("one reads at a time").endsWith("dead-letters-busy");
        assertThat(summary.getBoolean("complete")).isFalse();
        List<String> replayed = pile.drain(scene.queue());
        assertThat(replayed).hasSize(summary.getInt("replayed")).doesNotHaveDuplicates();
        assertThat(pile.drainLetters())
                .isEqualTo(ids.stream().filter(id -> !replayed.contains(id)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void gatewayKilledWhileItListsLosesNothing(String kind) {
        WarrenProcess gateway = setup(node, kind).startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, MANY);

        CompletableFuture<HttpResponse<String>> list = start(pile, "/discard?type=none");
        awaitReading(pile);
        gateway.kill();

        assertThat(list).failsWithin(Duration.ofSeconds(30));
        eventually("all are back").until(() -> node.amqp().depth(pile.letters()) == MANY);
        assertThat(pile.drainLetters()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void nodeStoppedWhileLettersAreReplayedLosesNothing(String kind) {
        BrokerNode expendable = BrokerNode.expendable();
        WarrenProcess gateway = setup(expendable, kind).startReady();
        LetterPile pile = new LetterPile(expendable, gateway, scene.queue());
        List<String> ids = pile.add(0, MANY);
        expendable.syncNewQueues();

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=2000");
        eventually("some are replayed").until(() -> expendable.amqp().depth(scene.queue()) > 100);
        expendable.stop();
        HttpResponse<String> answer = replay.join();
        expendable.start();

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(JsonPath.from(answer.body()).getBoolean("complete")).isFalse();
        eventually("the queues are whole again").until(() -> {
            int there =
                    expendable.amqp().depth(scene.queue()) + expendable.amqp().depth(pile.letters());
            return there >= MANY;
        });
        assertEachIsSomewhere(pile, ids);
        gateway.awaitReady();
        assertThat(pile.send("GET", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void whatAFullQueueRefusesStaysADeadLetter(String kind) {
        WarrenProcess gateway =
                setup(node, kind).queue(scene.queue(), "max-length", 50).startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 3_000);

        HttpResponse<String> answer = pile.send("POST", "/replay?all=true");

        assertThat(answer.statusCode()).isEqualTo(207);
        JsonPath summary = JsonPath.from(answer.body());
        assertThat(summary.getBoolean("complete")).as("it gave up").isFalse();
        assertThat(summary.getString("problem.type")).isEqualTo("/problems/queue-full");
        assertThat(summary.getInt("failed")).isPositive();
        int replayed = summary.getInt("replayed");
        assertThat(pile.drain(scene.queue())).hasSize(replayed).hasSizeGreaterThanOrEqualTo(50);
        assertThat(pile.drainLetters()).hasSize(ids.size() - replayed);
    }

    /** Any broker is slow for this gateway. */
    @Test
    void lettersThatASlowBrokerConfirmsLateAreReplayedAndHaveNotFailed() {
        WarrenProcess gateway = setup(node, "quorum")
                .with("warren.publisher.confirm-timeout", "1ms")
                .startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 1_000);

        JsonPath summary = pile.json("POST", "/replay?all=true");

        assertThat(summary.getInt("replayed")).isEqualTo(ids.size());
        assertThat(summary.getInt("failed")).isZero();
        assertThat(pile.drain(scene.queue())).isEqualTo(ids);
    }

    @Test
    void lettersForAQueueThatWasDeletedStay() {
        WarrenProcess gateway = setup(node, "quorum").startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 1_000);
        node.amqp().deleteQueue(scene.queue());

        JsonPath summary = JsonPath.from(pile.send("POST", "/replay?all=true").body());

        assertThat(summary.getString("problem.type")).isEqualTo("/problems/queue-not-found");
        assertThat(summary.getInt("replayed")).isZero();
        assertThat(pile.drainLetters()).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void whatArrivesWhileAReplayRunsIsNotTouched(String kind) {
        WarrenProcess gateway = setup(node, kind).startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 2_000);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=1000");
        eventually("some are replayed").until(() -> node.amqp().depth(scene.queue()) > 100);
        List<String> late = pile.add(10_000, 10_100);
        JsonPath summary = JsonPath.from(replay.join().body());

        assertThat(summary.getInt("replayed")).isEqualTo(ids.size());
        assertThat(pile.drain(scene.queue())).isEqualTo(ids);
        assertThat(pile.drainLetters()).isEqualTo(late);
    }

    /** Without order there is nothing to wait for: once, and not again for every few letters. */
    @Test
    void whoeverElseTakesLettersHoldsNobodyUp() throws Exception {
        WarrenProcess gateway = setup(node, "quorum").startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 1_200);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?reason=timed-out&rate=100");
        eventually("all are read").until(() -> node.amqp().depth(pile.letters()) == 0);
        JsonPath summary;
        try (Connection other = PlainAmqp.factory(node.amqpUrl()).newConnection()) {
            Channel channel = other.createChannel();
            channel.basicQos(5);
            channel.basicConsume(pile.letters(), false, new DefaultConsumer(channel));
            summary = JsonPath.from(replay.get(80, TimeUnit.SECONDS).body());
        }

        assertThat(summary.getInt("replayed")).isEqualTo(400);
        assertEachIsSomewhere(pile, ids);
    }

    @Test
    void onlyOneReadsAtATimeInAllGatewaysTogether() {
        WarrenProcess one = setup(node, "quorum").startReady();
        WarrenProcess other = setup(node, "quorum").startReady();
        LetterPile pile = pile(one);
        LetterPile same = pile(other);
        List<String> ids = pile.add(0, 60);
        assertThat(same.json("GET", "").getInt("total")).isEqualTo(60);

        CompletableFuture<HttpResponse<String>> slow = start(pile, "/replay?all=true&rate=4");
        eventually("it replays").until(() -> node.amqp().depth(scene.queue()) > 0);
        HttpResponse<String> refused = same.send("GET", "");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("dead-letters-busy");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(JsonPath.from(slow.join().body()).getInt("replayed")).isEqualTo(60);
        assertThat(same.json("GET", "").getInt("total")).isZero();
        assertThat(pile.drain(scene.queue())).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void callerWhoGoesAwayStopsTheReplay(String accept) {
        WarrenProcess gateway = setup(node, "quorum").startReady();
        LetterPile pile = pile(gateway);
        List<String> ids = pile.add(0, 2_000);

        CompletableFuture<HttpResponse<String>> replay = start(pile, "/replay?all=true&rate=50", "Accept", accept);
        eventually("some are replayed").until(() -> node.amqp().depth(scene.queue()) > 20);
        replay.cancel(true);
        eventually("the gateway has stopped").until(() -> gateway.logged("Dead letters replayed") == 1);

        Set<String> replayed = new HashSet<>(pile.drain(scene.queue()));
        assertThat(replayed).hasSizeLessThan(1_900);
        assertThat(pile.drainLetters())
                .isEqualTo(ids.stream().filter(id -> !replayed.contains(id)).toList());
    }

    private void assertEachIsSomewhere(LetterPile pile, List<String> ids) {
        Set<String> there = new HashSet<>();
        eventually("every id is in one of the queues").untilAsserted(() -> {
            there.addAll(pile.drain(scene.queue()));
            there.addAll(pile.drainLetters());
            assertThat(there).containsAll(ids);
        });
    }

    private static CompletableFuture<HttpResponse<String>> start(LetterPile pile, String path, String... headers) {
        return pile.http().sendAsync(pile.request("POST", path, headers), BodyHandlers.ofString());
    }

    /** Looks without a pause: it is over in about a second. */
    private void awaitReading(LetterPile pile) {
        Instant until = Instant.now().plus(Patience.LIMIT);
        node.amqp().call(channel -> {
            while (channel.messageCount(pile.letters()) == MANY) {
                assertThat(Instant.now()).as("it reads").isBefore(until);
            }
            return pile;
        });
    }

    private LetterPile pile(WarrenProcess gateway) {
        return new LetterPile(node, gateway, scene.queue());
    }

    private WarrenSetup setup(BrokerNode broker, String kind) {
        return scene.gateway(broker.amqpUrl()).queue(scene.queue(), "kind", kind);
    }
}
