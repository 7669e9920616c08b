package dev.warren.gateway.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.subscribe.Message;
import dev.warren.amqp.subscribe.Subscriber.Interruption;
import dev.warren.gateway.follow.SubscriberEvent.Dropped;
import dev.warren.gateway.follow.SubscriberEvent.Interrupted;
import dev.warren.gateway.follow.SubscriberEvent.Received;
import dev.warren.gateway.follow.SubscriberEvent.Subscribed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBacklogTest {

    /** For one message of a hundred bytes. */
    private static final long ROOM = new Received(messageOf(Map.of(), 100)).size();

    @Test
    void eventsComeOutAsTheyCameIn() {
        EventBacklog backlog = new EventBacklog(3, 10_000);
        List<SubscriberEvent> events = List.of(new Subscribed(), message(1), new Interrupted(Interruption.LOST));
        events.forEach(backlog::offer);

        assertThat(all(backlog)).isEqualTo(events);
    }

    @Test
    void oldestMakeRoomAndAreCounted() {
        EventBacklog backlog = new EventBacklog(2, 10_000);
        Received third = message(1);
        Received fourth = message(1);

        assertThat(backlog.offer(message(1))).isZero();
        assertThat(backlog.offer(message(1))).isZero();
        assertThat(backlog.offer(third)).isOne();
        assertThat(backlog.offer(fourth)).isOne();

        assertThat(all(backlog)).containsExactly(new Dropped(2), third, fourth);
    }

    @Test
    void bytesAreBoundedToo() {
        EventBacklog backlog = new EventBacklog(100, 2 * ROOM);
        Received last = message(101);
        backlog.offer(message(100));
        backlog.offer(message(100));

        assertThat(backlog.offer(last)).isEqualTo(2);
        assertThat(all(backlog)).containsExactly(new Dropped(2), last);
    }

    @Test
    void whatIsNotPayloadTakesRoomToo() {
        Map<String, Object> headers = Map.of("nested", Map.of("list", List.of("x".repeat(50), new byte[50])));
        EventBacklog backlog = new EventBacklog(100, ROOM);

        assertThat(backlog.offer(new Received(messageOf(headers, 0)))).isOne();
        assertThat(new EventBacklog(1000, 1000).offer(message(0))).isZero();
        assertThat(new EventBacklog(1000, 100).offer(message(0)))
                .as("an empty one is not nothing")
                .isOne();
    }

    @Test
    void messageLargerThanAllIsDroppedItself() {
        EventBacklog backlog = new EventBacklog(100, ROOM);

        assertThat(backlog.offer(message(101))).isOne();
        assertThat(all(backlog)).containsExactly(new Dropped(1));
    }

    @Test
    void whatIsReadMakesRoom() {
        EventBacklog backlog = new EventBacklog(1, ROOM);
        for (int i = 0; i < 5; i++) {
            assertThat(backlog.offer(message(100))).isZero();
            assertThat(backlog.poll()).isPresent();
        }
    }

    @Test
    void onlyMessagesCountAsDropped() {
        EventBacklog backlog = new EventBacklog(1, ROOM);
        backlog.offer(new Subscribed());

        assertThat(backlog.offer(message(1))).isZero();
        assertThat(all(backlog)).hasSize(1);
    }

    private static List<SubscriberEvent> all(EventBacklog backlog) {
        List<SubscriberEvent> events = new ArrayList<>();
        for (Optional<SubscriberEvent> next = backlog.poll(); next.isPresent(); next = backlog.poll()) {
            events.add(next.get());
        }
        return events;
    }

    private static Received message(int size) {
        return new Received(messageOf(Map.of(), size));
    }

    private static Message messageOf(Map<String, Object> headers, int size) {
        return new Message(
                "events",
                "key",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                headers,
                new byte[size]);
    }
}
