package dev.warren;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with names that tell a thread dump's reader whose they are. */
public final class Threads {

    private Threads() {}

    /** Makes threads that are called {@code NAME-1}, {@code NAME-2} and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return runnable -> {
            // Inherits no log context: it would keep that of the task during which it was made.
            Thread thread = new Thread(null, runnable, name + "-" + count.incrementAndGet(), 0, false);
            // Without that it would, from Java 19 on, have a class loader that knows nothing of the packaged
            // application.
            thread.setContextClassLoader(Threads.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        };
    }
}
