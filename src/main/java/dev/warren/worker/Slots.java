package dev.warren.worker;

import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs no more work at a time than there are slots. As the prefetch is the same number, work waits here only after a lost
 * connection, while runs from before it still go on.
 */
@ApplicationScoped
public class Slots {

    /** Something that needs a slot. */
    interface Work {

        /**
         * Starts it.
         *
         * @return completes, normally or not, when the slot is free again
         */
        CompletionStage<Void> start();

        /** It will not be started. */
        void giveBack();
    }

    private final int count;
    private final Queue<Work> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int busy;
    private boolean draining;

    public Slots(HandlerConfig config, MeterRegistry metrics) {
        if (config.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "warren.worker.concurrency has to be at least 1, not " + config.concurrency());
        }
        this.count = config.concurrency();
        Gauge.builder("warren.slots", count, Integer::doubleValue)
                .description("Tasks that may run at a time")
                .register(metrics);
        Gauge.builder("warren.slots.busy", this, Slots::busy)
                .description("Tasks that run")
                .register(metrics);
    }

    int count() {
        return count;
    }

    synchronized int busy() {
        return busy;
    }

    /** Starts it as soon as a slot is free, or gives it back if this is being drained. */
    void take(Work work) {
        boolean refused;
        synchronized (this) {
            refused = draining;
            if (!refused && busy == count) {
                waiting.add(work);
                return;
            }
            busy += refused ? 0 : 1;
        }
        if (refused) {
            work.giveBack();
        } else {
            start(work);
        }
    }

    /**
     * Gives back what waits and starts nothing more.
     *
     * @return completes when nothing runs
     */
    CompletionStage<Void> drain() {
        List<Work> unstarted;
        synchronized (this) {
            draining = true;
            unstarted = new ArrayList<>(waiting);
            waiting.clear();
            completeIfDrained();
        }
        unstarted.forEach(Work::giveBack);
        return drained;
    }

    private void start(Work work) {
        work.start().whenComplete((done, failure) -> free());
    }

    private void free() {
        Work next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                busy--;
                completeIfDrained();
            }
        }
        if (next != null) {
            start(next);
        }
    }

    private void completeIfDrained() {
        if (draining && busy == 0) {
            drained.complete(null);
        }
    }
}
