package dev.warren.worker;

import dev.warren.Threads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time-outs of runs, and pauses, which a drain cuts short. */
@ApplicationScoped
public class Timer {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, Threads.named("warren-timer"));
    private final Set<CompletableFuture<Void>> pauses = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    public Timer() {
        thread.setRemoveOnCancelPolicy(true); // or each quick task would leave its time-out behind until it is due
    }

    /** How many things there are to do, at their time. */
    int waiting() {
        return thread.getQueue().size();
    }

    /** @return cancels it */
    Future<?> after(Duration delay, Runnable action) {
        return thread.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return completes after that time, or as soon as pauses are ended */
    CompletionStage<Void> pause(Duration length) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        pauses.add(pause);
        Future<?> alarm = after(length, () -> pause.complete(null));
        pause.whenComplete((done, failure) -> {
            alarm.cancel(false);
            pauses.remove(pause);
        });
        if (ended) {
            pause.complete(null);
        }
        return pause;
    }

    /** @return completes after that time, in a drain as well */
    CompletionStage<Void> after(Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        after(length, () -> over.complete(null));
        return over;
    }

    /** Whether pauses are over at once, because the worker ends. */
    boolean isEnding() {
        return ended;
    }

    /** Ends the pauses that last, and all later ones at once. */
    void endPauses() {
        ended = true;
        List.copyOf(pauses).forEach(pause -> pause.complete(null));
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
