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
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks of which a third fail now and then, some always, and some kill their workers, while workers and the broker are killed
 * as well: each is done, or kept with the right reason. {@code -Dwarren.tasks=10000} for the long run.
 */
class FailuresAreAccountedForIT {

    private static final int TASKS = Integer.getInteger("warren.tasks", 300);
    private static final int ATTEMPTS = 12;

    /** More than any but a killer meets: two beside killers, two with the node, one or two with a worker. */
    private static final int CRASHES = 6;

    private static final int WORKERS = TASKS < 2_000 ? 2 : 4;
    private static final int SLOTS = 4;
    private static final Duration LONG = Duration.ofMinutes(4).plusMillis(TASKS * 250L);

    /** Of the node and of a worker, in turn. */
    private static final int KILLS = Math.max(4, TASKS / 1_000);

    @RegisterExtension
    final Scene scene = new Scene();

    private final Map<String, String> typeOf = new HashMap<>();
    private BrokerNode node;
    private PlainAmqp amqp;

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void eachIsDoneOrKeptWithTheRightReasonAndNoneIsInLimbo(String kind) {
        node = BrokerNode.expendable();
        node.addVirtualHost(scene.queue());
        amqp = node.amqp(scene.queue());
        Ledger ledger = scene.ledger();
        Instant start = Instant.now();
        Deployment workers = workers(kind, ledger);
        eventually("delays are there").until(() -> amqp.exists("warren.delay.due." + scene.queue()));
        node.syncNewQueues();
        publish();

        for (int kills = 1; kills <= KILLS; kills++) {
            tendUntil(kills * TASKS / (KILLS + 1), workers, ledger);
            if (kills % 2 == 0) {
                workers.killOne();
            } else {
                node.kill();
                node.start();
            }
        }
        eventually("every task is done or dead").atMost(LONG).until(() -> {
            workers.tend();
            return done(ledger) + amqp.depth(dead()) >= TASKS;
        });
        // Queues are looked at one after the other: what goes from one to the next can be in none.
        eventually("nothing is left")
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(5))
                .until(() -> {
                    workers.tend();
                    return messagesBesidesLetters() == 0;
                });

        Map<String, List<Map<String, Object>>> letters = letters();
        tell(kind, ledger, letters, Duration.between(start, Instant.now()));
        check(ledger, letters);
        assertNoneIsThereTwiceOnceItsCopiesAreDiscarded(kind, letters);
    }

    private void assertNoneIsThereTwiceOnceItsCopiesAreDiscarded(
            String kind, Map<String, List<Map<String, Object>>> letters) {
        int all = letters.values().stream().mapToInt(List::size).sum();
        eventually("they are back").until(() -> amqp.depth(dead()) == all);
        WarrenProcess gateway = scene.gateway(node.amqpUrl(scene.queue()))
                .queue(scene.queue(), "kind", kind)
                .startReady();
        URI discard = gateway.url().resolve("/api/queues/" + scene.queue() + "/dead/discard?copies=true");

        JsonPath answer = RestAssured.post(discard).jsonPath();

        assertThat(answer.getInt("discarded")).isEqualTo(all - letters.size());
        assertThat(amqp.takeAll(dead()))
                .extracting(letter -> letter.getProps().getMessageId())
                .containsExactlyInAnyOrderElementsOf(letters.keySet());
    }

    private String dead() {
        return scene.queue() + ".dead";
    }

    private static int done(Ledger ledger) {
        return Set.copyOf(ledger.ended()).size();
    }

    private Deployment workers(String kind, Ledger ledger) {
        return Deployment.of(
                scene.worker(node.amqpUrl(scene.queue()))
                        .consuming(scene.queue(), SLOTS)
                        .queue(scene.queue(), "kind", kind)
                        .with("warren.worker.retry.attempts", String.valueOf(ATTEMPTS))
                        .with("warren.worker.retry.factor", "1")
                        .with("warren.worker.retry.crashes", String.valueOf(CRASHES))
                        .running(ledger.command()),
                WORKERS);
    }

    /** A third of them flaky; one of a hundred kills its worker, one never succeeds. */
    private void publish() {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int share = i % 100;
            types.add(share == 0 ? Ledger.KILLS : share == 1 ? Ledger.FAILS : share < 33 ? Ledger.FLAKY : "plain");
        }
        Collections.shuffle(types, new Random(4711));
        for (int i = 0; i < TASKS; i++) {
            typeOf.put("task-" + i, types.get(i));
        }
        amqp.call(channel -> {
            for (Map.Entry<String, String> task : typeOf.entrySet()) {
                var properties = PlainAmqp.persistent(task.getKey())
                        .builder()
                        .type(task.getValue())
                        .build();
                channel.basicPublish("", scene.queue(), properties, new byte[0]);
            }
            return null;
        });
    }

    private static void tendUntil(int ended, Deployment workers, Ledger ledger) {
        eventually(ended + " tasks are done").atMost(LONG).until(() -> {
            workers.tend();
            return done(ledger) >= ended;
        });
    }

    /** In the queue, with a worker, on the ladder, or unroutable. */
    private int messagesBesidesLetters() {
        return node.ctl("-q", "list_queues", "-p", scene.queue(), "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns[0].equals(scene.queue()) || columns[0].startsWith("warren."))
                .filter(columns -> !columns[0].equals("warren.delay.mark"))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }

    /** By the tasks' ids; they go back with the channel. */
    private Map<String, List<Map<String, Object>>> letters() {
        return amqp.call(channel -> {
            Map<String, List<Map<String, Object>>> letters = new HashMap<>();
            for (GetResponse got = channel.basicGet(dead(), false);
                    got != null;
                    got = channel.basicGet(dead(), false)) {
                letters.computeIfAbsent(got.getProps().getMessageId(), id -> new ArrayList<>())
                        .add(got.getProps().getHeaders());
            }
            return letters;
        });
    }

    /** For docs/retries.md. */
    private void tell(String kind, Ledger ledger, Map<String, List<Map<String, Object>>> letters, Duration duration) {
        Map<String, Long> ends = new TreeMap<>();
        letters.forEach((id, copies) -> copies.forEach(letter -> ends.merge(
                "%s %s after %s".formatted(typeOf.get(id), letter.get("warren-reason"), letter.get("warren-attempt")),
                1L,
                Long::sum)));
        System.out.printf(
                "%s: %d tasks, %d runs, %d ids in %d letters %s, %d s%n",
                kind,
                done(ledger),
                ledger.started().size(),
                letters.size(),
                letters.values().stream().mapToInt(List::size).sum(),
                ends,
                duration.toSeconds());
    }

    private void check(Ledger ledger, Map<String, List<Map<String, Object>>> letters) {
        Set<String> accounted = new HashSet<>(ledger.ended());
        accounted.addAll(letters.keySet());
        assertThat(accounted).containsExactlyInAnyOrderElementsOf(typeOf.keySet());
        assertThat(letters.keySet())
                .as("plain and flaky ones succeed")
                .isEqualTo(typeOf.keySet().stream()
                        .filter(id -> isHopeless(typeOf.get(id)))
                        .collect(Collectors.toSet()));
        letters.forEach((id, copies) -> copies.forEach(letter -> {
            String reason = String.valueOf(letter.get("warren-reason"));
            boolean kills = typeOf.get(id).equals(Ledger.KILLS);
            // a worker or the node may be killed in anybody's last attempt
            assertThat(reason).as(id + ": " + letter).isIn(kills ? List.of("crashed") : List.of("failed", "crashed"));
            int attempts = (int) letter.get("warren-attempt");
            if (kills) {
                assertThat(attempts).as(id).isGreaterThanOrEqualTo(CRASHES);
            } else {
                assertThat(attempts).as(id).isGreaterThanOrEqualTo(ATTEMPTS);
            }
        }));
        // each copy that a kill has made has runs of its own
        letters.forEach((id, copies) -> assertThat(ledger.runs(id))
                .as("runs of " + id)
                .isLessThanOrEqualTo(copies.stream()
                        .mapToInt(letter -> (int) letter.get("warren-attempt") + 1)
                        .sum()));
        int copies = letters.values().stream().mapToInt(List::size).sum();
        assertThat(copies - letters.size())
                .as("twice only around a kill of the node or a worker, of what was in a slot")
                .isLessThanOrEqualTo(KILLS * WORKERS * SLOTS);
    }

    private static boolean isHopeless(String type) {
        return type.equals(Ledger.KILLS) || type.equals(Ledger.FAILS);
    }
}
