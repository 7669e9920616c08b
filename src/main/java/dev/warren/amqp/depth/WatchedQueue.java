package dev.warren.amqp.depth;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A queue whose backlog somebody wants to know. */
final class WatchedQueue {

    private record Seen(Backlog backlog, Instant at) {}

    private final List<Backlogs.Observer> observers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean lookIsAskedFor = new AtomicBoolean();
    private volatile Seen seen = new Seen(new Backlog.Unknown("not looked at yet"), Instant.MIN);

    void add(Backlogs.Observer observer) {
        observers.add(observer);
    }

    /** Takes it off. */
    boolean isObservedWithout(Backlogs.Observer observer) {
        observers.remove(observer);
        return !observers.isEmpty();
    }

    Backlog backlog() {
        return seen.backlog();
    }

    boolean wasLookedAtSince(Instant time) {
        return seen.at().isAfter(time);
    }

    /** Says yes once until {@link #lookStarts}: however many tasks come meanwhile, one look finds them all. */
    boolean wantsALook() {
        boolean isTended = seen.backlog() instanceof Backlog.Known known && known.consumers() > 0;
        return !isTended && lookIsAskedFor.compareAndSet(false, true);
    }

    void lookStarts() {
        lookIsAskedFor.set(false);
    }

    void seen(Backlog backlog, Instant at) {
        seen = new Seen(backlog, at);
        observers.forEach(observer -> observer.seen(backlog));
    }
}
