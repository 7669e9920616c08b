package dev.warren.worker;

import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs no more work at a time than there are slots. As the prefetch is the same number, work waits here only behind runs that
 * the broker does not count any more: those from before a lost connection, and those whose handler ignores its time-out.
 */
@ApplicationScoped
public class Slots {

    private static final Logger LOG = Logger.getLogger(Slots.class);

    /** How long what runs alone waits for others to end: it must not starve behind long ones. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Something that needs a slot. */
    interface Work {

        /**
         * Starts it.
         *
         * @return completes, normally or not, when the slot is free again
         */
        CompletionStage<Void> start();

        /**
         * It will not be started.
         *
         * @return completes, normally or not, when it is back
         */
        CompletionStage<Void> giveBack();

        /** Nobody waits for it any more. */
        boolean isStale();
    }

    private final int count;
    private final Queue<Work> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private int busy;
    private CompletableFuture<Void> alone;
    private boolean closed;
    private boolean givingBack;

    public Slots(HandlerConfig config, MeterRegistry metrics) {
        if (config.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "warren.worker.concurrency has to be at least 1, not " + config.concurrency());
        }
        this.count = config.concurrency();
        Gauge.builder("warren.slots", this, Slots::count)
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

    synchronized int waiting() {
        return waiting.size();
    }

    /** Starts it as soon as a slot is free, or gives it back if none will be. */
    void take(Work work) {
        boolean refused;
        synchronized (this) {
            refused = givingBack;
            if (!refused && (closed || alone != null || busy == count)) {
                waiting.removeIf(Work::isStale);
                waiting.add(work);
                return;
            }
            busy++;
        }
        if (refused) {
            giveBack(work);
        } else {
            run(work);
        }
    }

    /**
     * For work that has a slot and is to run with no other beside it. Nothing is started until it ends; what runs already may
     * end first, within bounds.
     *
     * @return empty if other work runs alone, or is about to
     */
    Optional<CompletionStage<Void>> alone(Supplier<CompletionStage<Void>> work) {
        CompletableFuture<Void> begin = new CompletableFuture<>();
        synchronized (this) {
            if (alone != null) {
                return Optional.empty();
            }
            alone = begin;
        }
        begin.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        CompletionStage<Void> end = begin.thenCompose(now -> work.get()).whenComplete((done, failure) -> endAlone());
        beginIfAlone();
        return Optional.of(end);
    }

    private void beginIfAlone() {
        CompletableFuture<Void> begin;
        synchronized (this) {
            begin = alone;
            if (begin == null || busy > 1 && !closed) {
                return;
            }
        }
        begin.complete(null);
    }

    private void endAlone() {
        List<Work> next = new ArrayList<>();
        synchronized (this) {
            alone = null;
            while (!closed && busy < count && !waiting.isEmpty()) {
                busy++;
                next.add(waiting.remove());
            }
        }
        next.forEach(this::run);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Starts nothing more. What comes from now on waits for {@link #giveBack}.
     *
     * @return completes when nothing runs, and everything else is back
     */
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
        }
        beginIfAlone();
        return idle;
    }

    /** Gives back what waits, and whatever may still come: once the broker can't hand it to this worker again. */
    void giveBack() {
        List<Work> unstarted;
        synchronized (this) {
            givingBack = true;
            unstarted = new ArrayList<>(waiting);
            waiting.clear();
            busy += unstarted.size();
            completeIfIdle();
        }
        unstarted.forEach(this::giveBack);
    }

    private void giveBack(Work work) {
        work.giveBack().whenComplete((back, failure) -> next());
    }

    /** Runs it in the slot that it has been given, and then what waits: a loop, for what waits may end at once. */
    private void run(Work first) {
        for (Work work = first; work != null; work = next()) {
            CompletableFuture<Void> end = start(work).toCompletableFuture();
            if (!end.isDone()) {
                end.whenComplete((done, failure) -> {
                    Work next = next();
                    if (next != null) {
                        run(next);
                    }
                });
                return;
            }
        }
    }

    private static CompletionStage<Void> start(Work work) {
        try {
            return work.start();
        } catch (RuntimeException e) {
            LOG.error("a task could not be started", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The slot passes to what waits, or becomes free. */
    private Work next() {
        synchronized (this) {
            Work next = closed || alone != null ? null : waiting.poll();
            if (next != null) {
                return next;
            }
            busy--;
            completeIfIdle();
        }
        beginIfAlone();
        return null;
    }

    private void completeIfIdle() {
        if (givingBack && busy == 0) {
            idle.complete(null);
        }
    }
}
