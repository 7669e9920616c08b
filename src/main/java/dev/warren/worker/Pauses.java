package dev.warren.worker;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The worker's clockwork: time-outs of runs, and pauses before a failed task goes back, which a drain cuts short. */
@ApplicationScoped
public class Pauses {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "warren-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<CompletableFuture<Void>> pauses = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** @return cancels it */
    Future<?> after(Duration delay, Runnable action) {
        return timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
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

    /** Ends those that last, and all later ones at once. */
    void end() {
        ended = true;
        List.copyOf(pauses).forEach(pause -> pause.complete(null));
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
