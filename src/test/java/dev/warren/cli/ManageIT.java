package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, exchanges and bindings, changed from a shell on a real broker. */
class ManageIT {

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();
    private final String virtualHost = "manage-" + UUID.randomUUID();
    private final PlainAmqp amqp = node.amqp(virtualHost);

    @BeforeEach
    void useAVirtualHost() {
        node.addVirtualHost(virtualHost);
        shell.with("rabbitmq-url", node.amqpUrl(virtualHost));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void queueIsMadeWithItsDeadLettersAndDeletedOnlyWhenItIsOfNoUse(String kind) {
        assertThat(queues("create", "q", "--kind", kind, "--max-length", "10").exitCode())
                .isZero();
        assertThat(queues("create", "q", "--kind", kind, "--max-length", "10").out())
                .contains("was there already");
        assertThat(queues("create", "q", "--kind", kind, "--max-length", "11").err())
                .contains("x-max-length", "10 there, 11 configured");
        publish("warren.tasks", "q", 2);
        publish("warren.dead", "q", 1);

        assertThat(queues("delete", "q", "--yes").exitCode()).isEqualTo(1);
        assertThat(amqp.depth("q")).isEqualTo(2);
        assertThat(queues("purge", "q").exitCode()).as("nobody said yes").isEqualTo(2);
        assertThat(queues("purge", "q", "--yes").out()).startsWith("2 tasks were removed");
        queues("pause", "q");
        assertThat(queues("list", "--management-url", node.managementUrl().toString())
                        .out())
                .contains("paused");
        Ended deleted = queues("delete", "q", "--yes");

        assertThat(deleted.exitCode()).isZero();
        assertThat(deleted.out()).contains("queue q is deleted", "its pause is over");
        assertThat(deleted.err()).contains("q.dead stays: it keeps 1 dead letters");
        assertThat(amqp.exists("q")).isFalse();
        assertThat(amqp.exists("warren.delay.due.q")).isFalse();
        assertThat(amqp.depth("q.dead")).isEqualTo(1);
    }

    @Test
    void queueIsDeletedWithAllThatIsInItOnlyByForce() {
        queues("create", "q");
        publish("warren.tasks", "q", 3);
        publish("warren.dead", "q", 1);

        assertThat(queues("delete", "q", "--force").exitCode()).isEqualTo(2);
        assertThat(queues("delete", "q", "--force", "--dead-letters", "--yes").out())
                .contains("queue q is deleted, with 3 tasks", "queue q.dead is deleted, with 1 dead letters");
    }

    @Test
    void whatItsUserMayNotDeleteIsNamedAndTheRestIsDeleted() throws IOException {
        Map<String, String> users = setUpUsersOf("q");
        queues("create", "q");
        queues("pause", "q");

        shell.with("rabbitmq-url", users.get("worker"));
        Ended deleted = queues("delete", "q", "--yes");

        assertThat(deleted.exitCode()).isEqualTo(1);
        assertThat(deleted.out()).contains("queue q is deleted", "queue warren.delay.due.q is deleted");
        assertThat(deleted.err().lines())
                .satisfiesExactly(
                        pause -> assertThat(pause)
                                .contains("its pause may stay", "warren queues resume", "ACCESS_REFUSED"),
                        letters -> assertThat(letters).contains("its dead letters stay", "q.dead", "ACCESS_REFUSED"),
                        last -> assertThat(last).contains("queue q is deleted, but not all that belongs to it"));
        assertThat(amqp.exists("warren.delay.due.q")).isFalse();
        assertThat(amqp.exists("q.dead")).isTrue();
    }

    @Test
    void userWhoMayNotSeeThePauseDeletesTheRest() throws IOException {
        Map<String, String> users = setUpUsersOf("q");
        queues("create", "q");

        shell.with("rabbitmq-url", users.get("gateway"));
        Ended deleted = queues("delete", "q", "--yes");

        assertThat(deleted.exitCode()).isEqualTo(1);
        assertThat(deleted.err())
                .contains("its pause may stay", "ACCESS_REFUSED")
                .doesNotContain("q.dead");
        assertThat(amqp.exists("q")).isFalse();
        assertThat(amqp.exists("q.dead")).isFalse();
        assertThat(amqp.exists("warren.delay.due.q")).isFalse();
    }

    @Test
    void pauseOfAQueueThatIsGoneCanBeEnded() {
        queues("create", "q");
        queues("pause", "q");
        amqp.deleteQueue("q");

        Ended resumed = queues("resume", "q");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("its pause is over");
        assertThat(resumed.err()).contains("there is no queue q");
        assertThat(queues("resume", "q").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {238, 239, 250, 251, 255})
    void queueOfALongNameIsDeletedToo(int length) {
        String queue = "q".repeat(length);
        amqp.declareQueue(queue, Map.of());
        queues("pause", queue);

        Ended deleted = queues("delete", queue, "--yes");

        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(deleted.err()).isEmpty();
        assertThat(deleted.out()).contains("is deleted", "its pause is over");
    }

    @Test
    void queueWithoutALeaderIsNotTakenForAnEmptyOne() {
        queues("create", "q");
        publish("warren.tasks", "q", 2);
        node.stopLeader(virtualHost, "q");

        Ended refused = queues("delete", "q", "--yes");

        node.restartLeader(virtualHost, "q");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("queue 'q'", "is not deleted");
        assertThat(amqp.depth("q")).isEqualTo(2);
    }

    @Test
    void exchangesAndBindingsLeadWhereTheyAreToldTo() {
        queues("create", "orders");
        assertThat(exchanges("create", "events", "--type", "topic").exitCode()).isZero();
        assertThat(exchanges("create", "all", "--type", "fanout").exitCode()).isZero();
        assertThat(exchanges("create", "kinds", "--type", "headers").exitCode()).isZero();
        assertThat(exchanges("create", "events", "--type", "fanout").err()).contains("topic there, fanout configured");

        assertThat(bindings("create", "all", "events", "--to-exchange").exitCode())
                .isZero();
        assertThat(bindings("create", "events", "orders", "--key", "orders.#", "--key", "refunds.*")
                        .exitCode())
                .isZero();
        assertThat(bindings("create", "kinds", "orders", "-H", "kind=order", "--match", "any")
                        .exitCode())
                .isZero();
        publish("all", "orders.eu.created", 1);
        publish("events", "refunds.eu", 1);
        publish("events", "users.eu", 1);
        assertThat(amqp.takeAll("orders")).hasSize(2);

        assertThat(exchanges("delete", "events", "--yes").err()).contains("in use");
        bindings("delete", "events", "orders", "--key", "orders.#", "--key", "refunds.*", "--yes");
        publish("events", "refunds.eu", 1);
        assertThat(amqp.depth("orders")).isZero();
        assertThat(exchanges("delete", "kinds", "--force", "--yes").exitCode()).isZero();
        assertThat(exchanges("delete", "kinds", "--yes").err()).contains("no exchange 'kinds'");
    }

    @ParameterizedTest
    @CsvSource({
        "queues,pause nowhere,1",
        "queues,purge nowhere --yes,1",
        "queues,create q --kind existing,2",
        "queues,create q --kind nonsense,2",
        "queues,create q --argument x-queue-leader-locator=anywhere,1",
        "exchanges,create e --type nonsense,1",
        "exchanges,create warren.tasks --type topic,2",
        "exchanges,create amq.mine --type topic,1",
        "exchanges,create e,2",
        "bindings,create nowhere q,1"
    })
    void whatCanNotBeDoneIsOneLineAndAnExitCode(String noun, String words, int exitCode) {
        Ended ended = run(noun, words.split(" "));

        assertThat(ended.err().lines()).singleElement().asString().startsWith("warren: ");
        assertThat(ended.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void brokerThatIsAwayIsAnotherExitCode() {
        Ended ended = shell.with("rabbitmq-url", "amqp://127.0.0.1:1").call("queues", "pause", "q");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("warren: no answer of the broker");
    }

    /** @return the URLs of the users that setup makes, by what they are for */
    private Map<String, String> setUpUsersOf(String queue) throws IOException {
        Ended made = run(
                "setup",
                "--vhost",
                virtualHost,
                "--prefix",
                virtualHost,
                "--queue",
                queue,
                "--management-url",
                node.managementUrl().toString(),
                "-o",
                "json");
        assertThat(made.exitCode()).as(made.err()).isZero();
        Map<String, String> urls = new HashMap<>();
        new ObjectMapper()
                .readTree(made.out())
                .path("users")
                .forEach(user ->
                        urls.put(user.path("part").asText(), user.path("url").asText()));
        return urls;
    }

    private void publish(String exchange, String key, int messages) {
        amqp.call(channel -> {
            for (int i = 0; i < messages; i++) {
                channel.basicPublish(exchange, key, PlainAmqp.persistent("m" + i), new byte[0]);
            }
            return List.of();
        });
    }

    private Ended queues(String... words) {
        return run("queues", words);
    }

    private Ended exchanges(String... words) {
        return run("exchanges", words);
    }

    private Ended bindings(String... words) {
        return run("bindings", words);
    }

    private Ended run(String noun, String... words) {
        return shell.call(Stream.concat(Stream.of(noun), Stream.of(words)).toArray(String[]::new));
    }
}
