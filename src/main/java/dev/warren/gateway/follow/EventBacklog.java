package dev.warren.gateway.follow;

import dev.warren.gateway.follow.SubscriberEvent.Dropped;
import dev.warren.gateway.follow.SubscriberEvent.Received;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What a subscriber has not read yet. Bounded: the oldest make room for the newest. */
final class EventBacklog {

    private final int maxEvents;
    private final long maxBytes;
    private final Queue<SubscriberEvent> events = new ArrayDeque<>();
    private long bytes;
    private long dropped;

    /**
     * @param maxEvents the most events that are kept
     * @param maxBytes the most bytes of payload that are kept
     */
    EventBacklog(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** @return how many messages were dropped for it; itself too, if it is larger than all that may be kept */
    synchronized int offer(SubscriberEvent event) {
        events.add(event);
        bytes += event.size();
        int lost = 0;
        while (events.size() > maxEvents || bytes > maxBytes) {
            SubscriberEvent oldest = events.remove();
            bytes -= oldest.size();
            lost += oldest instanceof Received ? 1 : 0;
        }
        dropped += lost;
        return lost;
    }

    /** The next to tell: how many were dropped comes where they would have been. */
    synchronized Optional<SubscriberEvent> poll() {
        if (dropped > 0) {
            SubscriberEvent gap = new Dropped(dropped);
            dropped = 0;
            return Optional.of(gap);
        }
        SubscriberEvent next = events.poll();
        if (next != null) {
            bytes -= next.size();
        }
        return Optional.ofNullable(next);
    }
}
