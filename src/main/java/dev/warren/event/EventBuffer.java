package dev.warren.event;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Events that wait to be published: no more than so many, the last places for those that tell of more than routine. */
final class EventBuffer {

    private final BlockingQueue<TaskEvent> events;
    private final int roomForRoutine;

    /** @throws IllegalArgumentException there would be no place at all */
    EventBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("warren.events.buffer has to be at least 1, not " + capacity);
        }
        this.events = new LinkedBlockingQueue<>(capacity);
        this.roomForRoutine = capacity - capacity / 4;
    }

    /** @return whether there was room for it */
    boolean offer(TaskEvent event) {
        return (event.kind().isExceptional() || events.size() < roomForRoutine) && events.offer(event);
    }

    /** The oldest; waits until there is one. */
    TaskEvent take() throws InterruptedException {
        return events.take();
    }
}
