package dev.warren.harness;

import static dev.warren.harness.Scene.eventually;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Callers that submit one task after the other, whatever the answers are, until they are told to stop. */
public final class Load implements AutoCloseable {

    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(50);

    private final Submitter submitter;
    private final String queue;
    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> callers;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean stopping;

    private Load(Submitter submitter, String queue, int callers) {
        this.submitter = submitter;
        this.queue = queue;
        this.threads = Executors.newFixedThreadPool(callers);
        this.callers = IntStream.range(0, callers)
                .mapToObj(caller -> CompletableFuture.runAsync(this::submitOn, threads))
                .toList();
    }

    public static Load of(Submitter submitter, String queue, int callers) {
        return new Load(submitter, queue, callers);
    }

    private void submitOn() {
        while (!stopping) {
            try {
                if (submitter.submit(queue).statusCode() != 202) {
                    LockSupport.parkNanos(PAUSE_AFTER_REFUSAL.toNanos());
                }
            } catch (CompletionException e) {
                if (e.getCause() instanceof HttpTimeoutException) {
                    unanswered.incrementAndGet();
                }
            }
        }
    }

    /** Waits until so many more were accepted. */
    public void awaitAccepted(int more) {
        int goal = submitter.accepted().size() + more;
        eventually(more + " more tasks are accepted")
                .until(() -> submitter.accepted().size() >= goal);
    }

    /** How many submits were left hanging. */
    public int unanswered() {
        return unanswered.get();
    }

    /** No more submits; returns when the last has its answer. */
    public void stop() {
        stopping = true;
        callers.forEach(CompletableFuture::join);
        threads.shutdown();
    }

    @Override
    public void close() {
        stop();
    }
}
