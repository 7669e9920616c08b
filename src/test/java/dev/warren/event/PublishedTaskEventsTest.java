package dev.warren.event;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.ProcessName;
import dev.warren.amqp.event.EventsConfig;
import dev.warren.amqp.event.EventsOutlet;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a broker: an outlet that takes events, or does not. */
class PublishedTaskEventsTest {

    private static final int BUFFER = 8;
    private static final Task TASK = Task.builder(new TaskId("t-1"), Payload.text("top secret"))
            .type("receipt")
            .build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StubOutlet outlet = new StubOutlet();
    private PublishedTaskEvents events;

    @AfterEach
    void stop() throws InterruptedException {
        if (events != null) {
            events.stop(new ShutdownEvent());
        }
    }

    @Test
    void messageSaysWhatHasHappenedAndNotWhatIsInTheTask() {
        start(true);
        Instant at = Instant.parse("2027-01-31T08:00:00Z");

        events.tell(TaskEvent.retrying(
                "mail.out",
                TASK.withAttemptsMade(2),
                Failure.of(Reason.TIMED_OUT, "x".repeat(1000)),
                at,
                at.plusSeconds(4)));

        eventually("it is published").until(() -> outlet.published.size() == 1);
        EventsOutlet.Event message = outlet.published.get(0);
        assertThat(message.routingKey()).isEqualTo("mail%2Eout.receipt.retrying");
        assertThat(message.type()).isEqualTo("retrying");
        assertThat(message.at()).isEqualTo(at);
        assertThat(new String(message.json(), StandardCharsets.UTF_8))
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
        assertThat(outlet.published).isEmpty();

        outlet.open = true;
        eventually("the rest is published").until(() -> published("started") + droppedStarts == 3 * BUFFER);
        eventually("and the last").until(() -> published("dead") == 1);
    }

    @Test
    void outletThatLosesItsConnectionGetsTheEventAgain() {
        outlet.losses = 3;
        start(true);

        events.tell(started());

        eventually("it is published").until(() -> published("started") == 1);
        assertThat(outlet.losses).isZero();
        assertThat(dropped("started")).isZero();
    }

    @Test
    void outletThatTakesNothingHoldsNobodyUp() {
        outlet.losses = Integer.MAX_VALUE;
        start(true);

        for (int i = 0; i < 100; i++) {
            events.tell(started());
        }

        assertThat(outlet.published).isEmpty();
        assertThat(dropped("started")).isGreaterThanOrEqualTo(100 - BUFFER);
    }

    @Test
    void eventThatCannotBePublishedIsLostAlone() {
        outlet.failures = 1;
        start(true);

        events.tell(started());
        events.tell(started());

        eventually("the second is published").until(() -> published("started") == 1);
        assertThat(dropped("started")).isEqualTo(1);
    }

    @Test
    void eventsThatAreTurnedOffAreNotEvenCounted() {
        start(false);

        events.tell(started());

        assertThat(dropped("started") + published("started")).isZero();
        assertThat(outlet.published).isEmpty();
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
                new EventMessage(new ProcessName("w/1")),
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

        private final List<Event> published = new CopyOnWriteArrayList<>();
        private volatile boolean open = true;
        private volatile int losses;
        private volatile int failures;

        @Override
        public void start() {}

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean publish(Event event) {
            if (failures > 0) {
                failures--;
                throw new IllegalArgumentException("too long, say");
            }
            if (!open || losses > 0) {
                losses = Math.max(0, losses - 1);
                return false;
            }
            return published.add(event);
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
