package dev.warren.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Message;
import dev.warren.amqp.Subscriber.Interruption;
import dev.warren.gateway.SubscriberEvent.Dropped;
import dev.warren.gateway.SubscriberEvent.Interrupted;
import dev.warren.gateway.SubscriberEvent.Received;
import dev.warren.gateway.SubscriberEvent.Subscribed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBacklogTest {

    @Test
    void eventsComeOutAsTheyCameIn() {
        EventBacklog backlog = new EventBacklog(3, 100);
        List<SubscriberEvent> events = List.of(new Subscribed(), message(1), new Interrupted(Interruption.LOST));
        events.forEach(backlog::offer);

        assertThat(all(backlog)).isEqualTo(events);
    }

    @Test
    void oldestMakeRoomAndAreCounted() {
        EventBacklog backlog = new EventBacklog(2, 100);
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
        EventBacklog backlog = new EventBacklog(100, 10);
        Received last = message(6);
        backlog.offer(message(5));
        backlog.offer(message(5));

        assertThat(backlog.offer(last)).isEqualTo(2);
        assertThat(all(backlog)).containsExactly(new Dropped(2), last);
    }

    @Test
    void messageLargerThanAllIsDroppedItself() {
        EventBacklog backlog = new EventBacklog(100, 10);

        assertThat(backlog.offer(message(11))).isOne();
        assertThat(all(backlog)).containsExactly(new Dropped(1));
    }

    @Test
    void whatIsReadMakesRoom() {
        EventBacklog backlog = new EventBacklog(1, 10);
        for (int i = 0; i < 5; i++) {
            assertThat(backlog.offer(message(10))).isZero();
            assertThat(backlog.poll()).isPresent();
        }
    }

    @Test
    void onlyMessagesCountAsDropped() {
        EventBacklog backlog = new EventBacklog(1, 10);
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
        return new Received(new Message(
                "events",
                "key",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                new byte[size]));
    }
}
