package dev.warren.event;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.ProcessName;
import dev.warren.amqp.EventsConfig;
import dev.warren.amqp.EventsOutlet;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a broker: a connector that takes messages, or does not. */
class PublishedTaskEventsTest {

    private static final int BUFFER = 8;
    private static final Task TASK = Task.builder(new TaskId("t-1"), Payload.text("top secret"))
            .type("receipt")
            .build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ObjectMapper json = new ObjectMapper();
    private final StubOutlet outlet = new StubOutlet();
    private final StubEmitter emitter = new StubEmitter();
    private PublishedTaskEvents events;

    @AfterEach
    void stop() throws InterruptedException {
        if (events != null) {
            events.stop(new ShutdownEvent());
        }
    }

    @Test
    void messageSaysWhatHasHappenedAndNotWhatIsInTheTask() throws IOException {
        start(true);
        Instant at = Instant.parse("2027-01-31T08:00:00Z");

        events.tell(TaskEvent.retrying(
                "mail.out",
                TASK.withAttemptsMade(2),
                Failure.of(Reason.TIMED_OUT, "x".repeat(1000)),
                at,
                at.plusSeconds(4)));

        eventually("it is published").until(() -> emitter.sent.size() == 1);
        OutgoingRabbitMQMetadata properties =
                emitter.sent.get(0).getMetadata(OutgoingRabbitMQMetadata.class).orElseThrow();
        assertThat(properties.getRoutingKey()).isEqualTo("mail%2Eout.receipt.retrying");
        assertThat(properties.getContentType()).isEqualTo("application/json");
        JsonNode message = json.readTree(emitter.sent.get(0).getPayload());
        assertThat(message.toString())
                .isEqualTo("{\"event\":\"retrying\",\"time\":\"2027-01-31T08:00:00Z\",\"queue\":\"mail.out\","
                        + "\"type\":\"receipt\",\"id\":\"t-1\",\"attempt\":2,\"worker\":\"w/1\","
                        + "\"reason\":\"timed-out\",\"message\":\"" + "x".repeat(500) + "…\","
                        + "\"next\":\"2027-01-31T08:00:04Z\"}");
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCountedAndTheRestIsPublishedLater() {
        outlet.open = false;
        start(true);

        for (int i = 0; i < 3 * BUFFER; i++) {
            events.tell(started());
        }
        eventually("one is taken out, to be the first").until(() -> dropped("started") > 0);
        double droppedStarts = dropped("started");
        events.tell(TaskEvent.dead("q", TASK, Failure.of(Reason.FAILED, "oops"), Instant.now()));

        assertThat(droppedStarts).isGreaterThanOrEqualTo(2 * BUFFER);
        assertThat(dropped("dead")).as("has the last places").isZero();
        assertThat(emitter.sent).isEmpty();

        outlet.open = true;
        eventually("the rest is published").until(() -> published("started") + droppedStarts == 3 * BUFFER);
        eventually("and the last").until(() -> published("dead") == 1);
    }

    @Test
    void connectorThatTakesNothingHoldsNobodyUp() {
        emitter.requests = false;
        start(true);

        for (int i = 0; i < 100; i++) {
            events.tell(started());
        }

        assertThat(emitter.sent).isEmpty();
        assertThat(dropped("started")).isGreaterThanOrEqualTo(100 - BUFFER);
    }

    @Test
    void connectorThatThrowsLosesTheEventAlone() {
        emitter.failures = 1;
        start(true);

        events.tell(started());
        events.tell(started());

        eventually("the second is published").until(() -> published("started") == 1);
        assertThat(dropped("started")).isEqualTo(1);
    }

    /** The stock connector does not keep the order of what waits for its connection. */
    @Test
    void onlyOneWaitsForTheConnection() {
        emitter.connected = false;
        start(true);
        for (int i = 0; i < 3; i++) {
            events.tell(started());
        }

        eventually("the first is handed over").until(() -> emitter.sent.size() == 1);
        await().during(Duration.ofMillis(200)).until(() -> emitter.sent.size() == 1);
        emitter.connected = true;
        emitter.waiting.forEach(Message::ack);

        eventually("all are published").until(() -> published("started") == 3);
    }

    @Test
    void eventsThatAreTurnedOffAreNotEvenCounted() {
        start(false);

        events.tell(started());

        assertThat(dropped("started") + published("started")).isZero();
        assertThat(emitter.sent).isEmpty();
    }

    @Test
    void endOfTheProcessWaitsForWhatIsOnItsWay() throws InterruptedException {
        start(true);
        for (int i = 0; i < BUFFER / 2; i++) {
            events.tell(started());
        }

        events.stop(new ShutdownEvent());

        assertThat(published("started")).isEqualTo(BUFFER / 2);
        assertThat(outlet.open).isFalse();
    }

    private void start(boolean enabled) {
        EventsConfig config = new EventsConfig() {
            @Override
            public boolean enabled() {
                return enabled;
            }

            @Override
            public int maxPerSecond() {
                return 1_000_000;
            }

            @Override
            public int buffer() {
                return BUFFER;
            }
        };
        events = new PublishedTaskEvents(
                config,
                outlet,
                emitter,
                new EventMessage(json, new ProcessName("w/1")),
                new EventMetrics(registry),
                Clock.systemUTC());
        events.start(new StartupEvent());
    }

    private static TaskEvent started() {
        return TaskEvent.started(new Attempt(TASK, "q", 1, false, Instant.MAX), Instant.now());
    }

    private double dropped(String event) {
        return count(event, "dropped");
    }

    private double published(String event) {
        return count(event, "published");
    }

    private double count(String event, String result) {
        return registry.get("warren.events")
                .tags("event", event, "result", result)
                .counter()
                .count();
    }

    private static final class StubOutlet implements EventsOutlet {

        private volatile boolean open = true;
        private volatile boolean proven;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean hasTaken() {
            return proven;
        }

        @Override
        public void taken() {
            proven = true;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class StubEmitter implements Emitter<byte[]> {

        private final List<Message<byte[]>> sent = new CopyOnWriteArrayList<>();
        private final List<Message<?>> waiting = new CopyOnWriteArrayList<>();
        private volatile boolean connected = true;
        private volatile boolean requests = true;
        private volatile int failures;

        @Override
        public <M extends Message<? extends byte[]>> void send(M message) {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("what connectors do");
            }
            sent.add(Message.of(message.getPayload(), message.getMetadata()));
            if (connected) {
                message.ack();
            } else {
                waiting.add(message);
            }
        }

        @Override
        public CompletionStage<Void> send(byte[] payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {}

        @Override
        public void error(Exception e) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean hasRequests() {
            return requests;
        }
    }
}
