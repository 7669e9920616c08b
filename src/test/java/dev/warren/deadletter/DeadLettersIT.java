package dev.warren.deadletter;

import static dev.warren.deadletter.LetterPile.id;
import static dev.warren.deadletter.LetterPile.ids;
import static dev.warren.deadletter.LetterPile.time;
import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void lookingChangesNothing(String kind) {
        LetterPile pile = pile(kind);
        List<String> ids = pile.add(0, 3_000);

        JsonPath first = pile.list("limit=1000&order=oldest");
        JsonPath second = pile.list("limit=1000&order=oldest");
        pile.json("GET", "/groups");
        pile.json("GET", "/" + id(1_500));

        assertThat(first.getList("letters.id")).isEqualTo(ids(0, 1_000));
        assertThat(second.getMap("")).isEqualTo(first.getMap(""));
        assertThat(first.getInt("total")).isEqualTo(3_000);
        assertThat(pile.drainLetters()).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "oldest"})
    void pagingGivesEachLetterOnceWhileOthersComeAndGo(String order) {
        LetterPile pile = pile("quorum");
        pile.add(0, 500);
        pile.add(0, 20, 200); // the same ids and times again, and other payloads

        List<String> listed = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = pile.list("limit=90&order=" + order + after);
            listed.addAll(page.getList("letters.id"));
            String next = page.getString("next");
            after = next == null ? null : "&after=" + next;
            pile.json("DELETE", "/" + listed.get(listed.size() / 2 - 1)); // listed before
        } while (after != null);

        List<String> all = new ArrayList<>(ids(0, 500));
        all.addAll(ids(0, 20));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void filtersPickByTypeReasonTimeAndId() {
        LetterPile pile = pile("quorum");
        pile.add(0, 60);

        assertThat(pile.list("type=mail&reason=timed-out").getInt("matched")).isEqualTo(10);
        assertThat(pile.list("since=" + time(10) + "&until=" + time(20) + "&order=oldest")
                        .getList("letters.id"))
                .isEqualTo(ids(10, 20));
        assertThat(pile.list("id=" + id(7)).getList("letters.id")).containsExactly(id(7));
        assertThat(pile.list("type=none").getList("letters")).isEmpty();
        assertThat(pile.list("").getList("letters.id").get(0))
                .as("newest first")
                .isEqualTo(id(59));
    }

    @Test
    void groupsCountByTypeAndReason() {
        LetterPile pile = pile("classic");
        pile.add(0, 600);

        JsonPath groups = pile.json("GET", "/groups");

        assertThat(groups.getList("groups.count")).containsExactly(200, 200, 100, 100);
        assertThat(groups.getString("groups[0].reason")).isEqualTo("failed");
        assertThat(groups.getString("groups.find { it.type == 'mail' && it.reason == 'timed-out' }.first"))
                .isEqualTo(time(0).toString());
        assertThat(groups.getString("groups.find { it.type == 'mail' && it.reason == 'timed-out' }.last"))
                .isEqualTo(time(594).toString());
        assertThat(groups.getInt("matched")).isEqualTo(600);
    }

    @Test
    void oneLetterIsShownWithItsHeadersAndPayload() {
        LetterPile pile = pile("quorum");
        pile.add(0, 50);

        JsonPath letter = pile.json("GET", "/" + id(20));
        HttpResponse<String> payload = pile.send("GET", "/" + id(20) + "/payload");

        assertThat(letter.getString("headers.tenant")).isEqualTo("acme");
        assertThat(letter.getString("error")).isEqualTo("exit code 0");
        assertThat(letter.getInt("attempts")).isEqualTo(10);
        assertThat(payload.body()).startsWith(id(20)).hasSize(100);
        assertThat(payload.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(payload.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(payload.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(pile.send("GET", "/nobody").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ä%", "line\nbreak", "?&=#", "groups", "..", "<script>"})
    void oddIdsCanBeLookedAtAndDiscarded(String odd) {
        LetterPile pile = pile("quorum");
        pile.add(0, 3);
        node.amqp().publish(pile.letters(), List.of(odd));
        String encoded = java.net.URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(pile.list("id=" + encoded).getList("letters.id")).containsExactly(odd);
        if (!odd.equals("groups") && !odd.equals("..")) {
            assertThat(pile.json("GET", "/" + encoded).getString("id")).isEqualTo(odd);
        }
        assertThat(pile.json("POST", "/discard?id=" + encoded).getInt("discarded"))
                .isEqualTo(1);
        assertThat(pile.drainLetters()).isEqualTo(ids(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void replayedTaskStartsAnewAndKeepsWhatIsItsOwn(String kind) {
        LetterPile pile = pile(kind);
        pile.add(0, 10);

        JsonPath answer = pile.json("POST", "/" + id(4) + "/replay");

        assertThat(answer.getInt("replayed")).isEqualTo(1);
        GetResponse task = pile.takeAll(scene.queue()).get(0);
        assertThat(task.getProps().getMessageId()).isEqualTo(id(4));
        assertThat(task.getProps().getType()).isEqualTo("mail");
        assertThat(task.getProps().getContentType()).isEqualTo("text/plain");
        assertThat(task.getBody()).isEqualTo(LetterPile.payload(4, 100));
        assertThat(task.getProps().getHeaders()).containsKey("tenant");
        assertThat(task.getProps().getHeaders().keySet()).noneMatch(name -> name.startsWith("warren-"));
        assertThat(pile.drainLetters()).containsExactly(id(0), id(1), id(2), id(3), id(5), id(6), id(7), id(8), id(9));
        assertThat(pile.send("POST", "/" + id(4) + "/replay").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void replayOfAGroupLeavesTheOthersInTheirOrder(String kind) {
        LetterPile pile = pile(kind);
        List<String> ids = pile.add(0, 6_000);
        List<String> group = IntStream.range(0, 6_000)
                .filter(number -> number % 6 == 0)
                .mapToObj(LetterPile::id)
                .toList();

        JsonPath answer = pile.json("POST", "/replay?type=mail&reason=timed-out");

        assertThat(answer.getInt("matched")).isEqualTo(1_000);
        assertThat(answer.getInt("replayed")).isEqualTo(1_000);
        assertThat(pile.drain(scene.queue())).isEqualTo(group);
        assertThat(pile.drainLetters())
                .isEqualTo(ids.stream().filter(id -> !group.contains(id)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void replayOfAllEmptiesIt(String kind) {
        LetterPile pile = pile(kind);
        List<String> ids = pile.add(0, 5_000);

        assertThat(pile.json("POST", "/replay?all=true").getInt("replayed")).isEqualTo(5_000);

        assertThat(pile.drain(scene.queue())).isEqualTo(ids);
        assertThat(pile.drainLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void copiesThatACrashHasMadeAreShownOnceAndReplayedOnce(String kind) {
        LetterPile pile = pile(kind);
        pile.add(0, 100);
        pile.add(0, 20);
        pile.add(0, 5);
        pile.add(0, 1, 200); // the same id, but something else

        JsonPath list = pile.list("");
        JsonPath replay = pile.json("POST", "/replay?all=true");

        assertThat(List.of(list.getInt("total"), list.getInt("matched"), list.getInt("copies")))
                .containsExactly(126, 101, 25);
        assertThat(List.of(replay.getInt("matched"), replay.getInt("replayed"), replay.getInt("copies")))
                .containsExactly(126, 126, 25);
        List<String> once = new ArrayList<>(ids(0, 100));
        once.add(id(0));
        assertThat(pile.drain(scene.queue())).containsExactlyInAnyOrderElementsOf(once);
        assertThat(pile.drainLetters()).isEmpty();
    }

    @Test
    void lettersGoToAnotherQueueIfSo() {
        LetterPile pile = pile("quorum");
        pile.add(0, 10);
        node.amqp().declareQueue(scene.queue() + "-other", Map.of());
        node.amqp()
                .call(channel -> channel.queueBind(scene.queue() + "-other", "warren.tasks", scene.queue() + "-other"));

        assertThat(pile.json("POST", "/replay?all=true&to=" + scene.queue() + "-other")
                        .getInt("replayed"))
                .isEqualTo(10);

        assertThat(pile.drain(scene.queue() + "-other")).isEqualTo(ids(0, 10));
        assertThat(pile.drain(scene.queue())).isEmpty();
    }

    @Test
    void rateIsKept() {
        LetterPile pile = pile("quorum");
        pile.add(0, 11);
        Instant start = Instant.now();

        assertThat(pile.json("POST", "/replay?all=true&rate=5").getInt("replayed"))
                .isEqualTo(11);

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void discardTakesOutWhatMatchesAndNothingElse(String kind) {
        LetterPile pile = pile(kind);
        List<String> ids = pile.add(0, 3_000);

        assertThat(pile.json("POST", "/discard?reason=timed-out").getInt("discarded"))
                .isEqualTo(1_000);

        List<String> kept = ids.stream()
                .filter(id -> Integer.parseInt(id.substring(5)) % 3 != 0)
                .toList();
        assertThat(pile.drainLetters()).isEqualTo(kept);
        assertThat(pile.drain(scene.queue())).isEmpty();
    }

    @Test
    void withoutAFilterNothingIsReplayedOrDiscardedUnlessAllIsSaid() {
        LetterPile pile = pile("quorum");
        pile.add(0, 3);

        assertThat(Stream.of(
                                "/replay",
                                "/discard",
                                "/discard?al=true",
                                "/discard?all=true&type=mail",
                                "/discard?all=no")
                        .map(path -> pile.send("POST", path).statusCode()))
                .containsOnly(400);

        assertThat(pile.drainLetters()).hasSize(3);
    }

    @Test
    void progressIsToldInLinesTheLastOfThemTheWhole() {
        LetterPile pile = pile("quorum");
        pile.add(0, 2_000);

        HttpResponse<String> answer = pile.send("POST", "/replay?all=true", "Accept", "application/x-ndjson");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSizeGreaterThan(1);
        JsonPath last = JsonPath.from(lines.get(lines.size() - 1));
        assertThat(last.getInt("replayed")).isEqualTo(2_000);
        assertThat(last.getBoolean("complete")).isTrue();
        assertThat(pile.send("POST", "/replay", "Accept", "application/x-ndjson")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void foreignMessagesAreLettersToo() {
        LetterPile pile = pile("quorum");
        node.amqp().publish(pile.letters(), new com.rabbitmq.client.AMQP.BasicProperties(), new byte[] {1});
        node.amqp().publish(pile.letters(), dev.warren.harness.RawProperties.nestedHeaders(60), new byte[0]);
        node.amqp().publish(pile.letters(), dev.warren.harness.RawProperties.text(new byte[] {-1, 0, 65}), new byte[0]);
        node.amqp()
                .publish(
                        pile.letters(),
                        PlainAmqp.persistent("odd")
                                .builder()
                                .headers(Map.of("warren-reason", 5, "warren-failed-at", "soon", "x-death", "no"))
                                .build(),
                        new byte[0]);

        assertThat(pile.list("").getList("letters.reason"))
                .containsExactlyInAnyOrder("failed", "failed", "failed", "undecodable");
        JsonPath replayed = JsonPath.from(pile.send("POST", "/replay?all=true").body());

        assertThat(replayed.getInt("replayed")).isEqualTo(3);
        assertThat(replayed.getInt("failed")).as("its headers can't be kept").isEqualTo(1);
        assertThat(pile.takeAll(scene.queue())).hasSize(3);
        assertThat(pile.json("POST", "/discard?all=true").getInt("discarded")).isEqualTo(1);
    }

    @Test
    void lettersOfAnUnknownQueueAreNotFoundAndNoQueueIsMade() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        LetterPile pile = new LetterPile(node, gateway, scene.queue());

        assertThat(pile.send("GET", "").statusCode()).isEqualTo(404);
        assertThat(pile.send("POST", "/replay?all=true").statusCode()).isEqualTo(404);

        assertThat(node.amqp().exists(pile.letters())).isFalse();
    }

    @Test
    void queueThatWouldDropWhatIsLookedAtIsNotRead() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl()).startReady();
        LetterPile pile = new LetterPile(node, gateway, scene.queue());
        node.amqp().declareQueue(pile.letters(), Map.of("x-queue-type", "quorum", "x-delivery-limit", 3));
        pile.add(0, 5);

        HttpResponse<String> answer = pile.send("GET", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("dead-letters-unsafe", "(3)");
        assertThat(pile.drainLetters()).isEqualTo(ids(0, 5));
    }

    /** Since RabbitMQ 4.3, looking does not count. */
    @Test
    void queueWhosePolicyWouldDropWhatIsLookedAtLosesNothing() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .with("warren.management.url", node.managementUrl().toString())
                .queue(scene.queue(), "kind", "quorum")
                .startReady();
        LetterPile pile = new LetterPile(node, gateway, scene.queue());
        pile.add(0, 5);
        node.ctl("set_policy", scene.queue(), "^" + scene.queue(), "{\"delivery-limit\": 2}", "--apply-to", "queues");
        eventually("it is told").until(() -> RestAssured.given()
                .auth()
                .preemptive()
                .basic("guest", "guest")
                .urlEncodingEnabled(false)
                .get(node.managementUrl().resolve("/api/queues/%2F/" + pile.letters()))
                .asString()
                .contains("\"delivery-limit\":2"));

        for (int look = 0; look < 4; look++) {
            HttpResponse<String> answer = pile.send("GET", "");
            assertThat(answer.statusCode()).isIn(200, 409);
            assertThat(answer.body()).containsAnyOf("\"total\":5", "a policy gives");
        }
        node.ctl("clear_policy", scene.queue());

        assertThat(pile.drainLetters()).isEqualTo(ids(0, 5));
    }

    @Test
    void largeLettersPassThroughASmallHeap() {
        WarrenProcess gateway = gateway("quorum", "-Xmx96m");
        LetterPile pile = new LetterPile(node, gateway, scene.queue());
        pile.add(0, 300, 1 << 20);
        pile.add(300, 600, 10);

        assertThat(pile.list("order=oldest").getInt("matched")).isEqualTo(600);
        assertThat(pile.json("POST", "/replay?all=true").getInt("replayed")).isEqualTo(600);

        assertThat(pile.drain(scene.queue())).containsExactlyInAnyOrderElementsOf(ids(0, 600));
        assertThat(gateway.log()).doesNotContain("OutOfMemoryError");
    }

    private LetterPile pile(String kind) {
        return new LetterPile(node, gateway(kind, "-Xmx384m"), scene.queue());
    }

    private WarrenProcess gateway(String kind, String heap) {
        return scene.gateway(node.amqpUrl())
                .heap(heap)
                .queue(scene.queue(), "kind", kind)
                .startReady();
    }
}
