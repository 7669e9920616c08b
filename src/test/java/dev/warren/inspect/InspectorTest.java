package dev.warren.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {

    private final StubApi stub = new StubApi();
    private final Inspector inspector = new Inspector(stub.client());

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void queuesAreReadAsTheyAreTold() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        Queue emails = inspector.queues().items().get(0);

        assertThat(emails.name()).isEqualTo("emails");
        assertThat(emails.type()).contains("classic");
        assertThat(emails.durable()).contains(true);
        assertThat(emails.ready()).contains(7L);
        assertThat(emails.unacknowledged()).contains(2L);
        assertThat(emails.consumers()).contains(1L);
        assertThat(emails.rates()).contains(new Rates(12.4, 11.0, 10.2));
        assertThat(emails.oldest()).contains(Instant.parse("2026-11-26T06:41:15Z"));
        assertThat(emails.policy()).isEmpty();
        assertThat(emails.arguments().get("x-max-length").asInt()).isEqualTo(10);
    }

    /** Programs give their messages whatever time they like: nanoseconds, say. */
    @ParameterizedTest
    @ValueSource(strings = {"1795675275000000000", "1795675275000000", "-1"})
    void timeThatCanNotBeWasNotTold(String timestamp) throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES.replace("1795675275", timestamp));

        assertThat(inspector.queues().items().get(0).oldest()).isEmpty();
    }

    @Test
    void deadLettersAreCountedAtTheirQueue() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        assertThat(inspector.queues().items())
                .filteredOn(queue -> queue.dead().isPresent())
                .singleElement()
                .satisfies(queue -> {
                    assertThat(queue.name()).isEqualTo("emails");
                    assertThat(queue.dead()).contains(3L);
                });
    }

    @Test
    void pausedOnesAreThoseWhoseFlagIsSet() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);
        assertThat(inspector.queues().items()).noneMatch(queue -> queue.paused().orElseThrow());
        stub.answers("GET /api/exchanges/%2F/warren.paused/bindings/source", 200, "[{\"routing_key\":\"emails\"}]");

        assertThat(inspector.queues().items())
                .filteredOn(queue -> queue.paused().orElseThrow())
                .singleElement()
                .satisfies(queue -> assertThat(queue.describeState()).contains("paused"));
    }

    @Test
    void delayedTasksAreCountedTogether() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        assertThat(inspector.queues().delayed()).contains(4L);
    }

    @Test
    void queuesOfWarrenAreKnown() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        assertThat(inspector.queues().items().stream().collect(Collectors.toMap(Queue::name, Queue::use)))
                .containsEntry("emails", QueueUse.TASKS)
                .containsEntry("emails.dead", QueueUse.DEAD_LETTERS)
                .containsEntry("warren.delay.04", QueueUse.DELAYS)
                .containsEntry("warren.delay.unroutable", QueueUse.INTERNAL)
                .containsEntry("theirs", QueueUse.OTHER);
    }

    @Test
    void onlyWhatIsShownIsAskedFor() throws ManagementException {
        stub.answers("GET /api/queues/%2F", 200, Recorded.QUEUES);

        inspector.queues();

        assertThat(stub.requests()).first().asString().contains("columns=name%2Ctype", "&page=1&page_size=500");
    }

    @Test
    void queueWithoutDeadLettersHasNone() throws ManagementException {
        stub.answers("GET /api/queues/%2F/emails", 200, "{\"name\":\"emails\",\"messages_ready\":1}")
                .answers("GET /api/queues/%2F/emails/bindings", 200, "[]");

        QueueDetails details = inspector.queue("emails");

        assertThat(details.queue().dead()).isEmpty();
        assertThat(details.queue().ready()).contains(1L);
        assertThat(details.consumers()).isEmpty();
    }

    @Test
    void consumersAreCalledAsTheirClientsAre() throws ManagementException {
        stub.answers("GET /api/consumers/%2F", 200, Recorded.CONSUMERS)
                .answers("GET /api/vhosts/%2F/connections", 200, Recorded.CONNECTIONS);

        assertThat(inspector.consumers().items()).singleElement().satisfies(consumer -> {
            assertThat(consumer.client()).contains("warren consume emails pod-1/1");
            assertThat(consumer.user()).contains("alice");
            assertThat(consumer.peer()).contains("10.0.0.7:40936");
        });
    }

    @Test
    void exchangesAndNodesAreReadAsTheyAreTold() throws ManagementException {
        stub.answers("GET /api/exchanges/%2F", 200, Recorded.EXCHANGES).answers("GET /api/nodes", 200, Recorded.NODES);

        assertThat(inspector.exchanges().items().stream()
                        .collect(Collectors.toMap(Exchange::name, Function.identity())))
                .satisfies(exchanges -> {
                    assertThat(exchanges.get("").in()).contains(3.0);
                    assertThat(exchanges.get("warren.tasks").in()).isEmpty();
                    assertThat(exchanges.get("orders").internal()).isTrue();
                });
        assertThat(inspector.nodes().items())
                .extracting(Node::alarms)
                .first()
                .asString()
                .isEqualTo("[memory]");
    }
}
