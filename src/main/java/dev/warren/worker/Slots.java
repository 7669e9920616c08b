package dev.warren.worker;

import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs no more work at a time than there are slots. As the prefetch is the same number, work waits here only behind runs that
 * the broker does not count any more: those from before a lost connection, and those whose handler ignores its time-out.
 */
@ApplicationScoped
public class Slots {

    private static final Logger LOG = Logger.getLogger(Slots.class);

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
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private CompletableFuture<Void> othersEnd;
    private volatile boolean closed;
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
                .description("Tasks that hold a slot")
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
            if (!refused && (closed || !holds.isEmpty() || busy >= count)) {
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

    /** Starts nothing new until {@link #startAgain} for all reasons that there are: what comes waits. */
    synchronized void stopStarting(Hold why) {
        holds.add(why);
    }

    synchronized boolean isHeld(Hold why) {
        return holds.contains(why);
    }

    /** Gives back what waits; it does not come again while the worker takes nothing. */
    void giveBackWaiting() {
        List<Work> unstarted;
        synchronized (this) {
            unstarted = new ArrayList<>(waiting);
            waiting.clear();
            busy += unstarted.size();
        }
        unstarted.forEach(this::giveBack);
    }

    /** @return completes when but one slot is busy, at the latest after that time, or when the slots are closed */
    CompletionStage<Void> othersEnded(Duration patience) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        synchronized (this) {
            othersEnd = ended;
        }
        ended.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        completeIfOthersEnded();
        return ended;
    }

    private void completeIfOthersEnded() {
        CompletableFuture<Void> ended;
        synchronized (this) {
            ended = busy <= 1 || closed ? othersEnd : null;
        }
        if (ended != null) {
            ended.complete(null);
        }
    }

    /** Starts again what comes, unless there is another reason not to. */
    void startAgain(Hold why) {
        List<Work> next = new ArrayList<>();
        synchronized (this) {
            holds.remove(why);
            while (!closed && holds.isEmpty() && busy < count && !waiting.isEmpty()) {
                busy++;
                next.add(waiting.remove());
            }
        }
        next.forEach(this::run);
    }

    boolean isClosed() {
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
        completeIfOthersEnded();
        return idle;
    }

    /** Gives back what waits, and whatever may still come: once the broker can't hand it to this worker again. */
    void giveBack() {
        synchronized (this) {
            givingBack = true;
        }
        giveBackWaiting();
        synchronized (this) {
            completeIfIdle();
        }
    }

    private void giveBack(Work work) {
        work.giveBack().whenComplete((back, failure) -> run(passOn()));
    }

    /** Runs it, if any, in the slot that it has been given, and then what waits: a loop, for what waits may end at once. */
    private void run(Work first) {
        for (Work work = first; work != null; work = passOn()) {
            CompletableFuture<Void> end = start(work).toCompletableFuture();
            if (!end.isDone()) {
                end.whenComplete((done, failure) -> run(passOn()));
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
    private Work passOn() {
        synchronized (this) {
            Work next = closed || !holds.isEmpty() || busy > count ? null : waiting.poll();
            if (next != null) {
                return next;
            }
            busy--;
            completeIfIdle();
        }
        completeIfOthersEnded();
        return null;
    }

    private void completeIfIdle() {
        if (givingBack && busy == 0) {
            idle.complete(null);
        }
    }
}
