package dev.warren.bench.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What tasks run on: the same kind of thread as in Warren. */
final class Threads {

    private Threads() {}

    /** A new virtual thread for each task where there are such, otherwise a thread for each slot. */
    static ExecutorService forTasks(int slots) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException tooOld) {
            return Executors.newFixedThreadPool(slots);
        }
    }
}
