package dev.warren.handler;

import dev.warren.Threads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that Java handlers run on: virtual ones where the JVM has them (21 and newer), otherwise one per slot. */
@Singleton
class TaskThreads implements Executor {

    private final ExecutorService threads;

    @Inject
    TaskThreads(HandlerConfig worker) {
        this(virtual().orElseGet(() -> pool(worker.concurrency())));
    }

    TaskThreads(ExecutorService threads) {
        this.threads = threads;
    }

    /** A new virtual thread per task, on a JVM that has them; the code is compiled for one that has not. */
    static Optional<ExecutorService> virtual() {
        try {
            return Optional.of((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (ReflectiveOperationException tooOld) {
            return Optional.empty();
        }
    }

    /** As many threads as there are slots; the worker never starts more runs than that. */
    static ExecutorService pool(int slots) {
        return Executors.newFixedThreadPool(slots, Threads.named("warren-task"));
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
