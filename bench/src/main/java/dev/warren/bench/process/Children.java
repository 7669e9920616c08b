package dev.warren.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All processes that the benchmark has started: none outlives it. */
public final class Children {

    private final Path logs;
    private final Set<Child> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean ended;

    /** @param logs the folder for what they write */
    public Children(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
    }

    /** Starts a process; {@code name} is that of its log. */
    public Child start(String name, Map<String, String> environment, List<String> command) throws IOException {
        String file = "%03d-%s.log".formatted(started.incrementAndGet(), name.replaceAll("[^A-Za-z0-9.]+", "-"));
        synchronized (this) {
            if (ended) {
                throw new IOException("the benchmark is being ended");
            }
            Child child = new Child(logs.resolve(file), environment, command, alive::remove);
            alive.add(child);
            return child;
        }
    }

    /** Ends them all, and starts no more. */
    public synchronized void end() {
        ended = true;
        endLeft();
    }

    /** Ends those that whoever started them has left. */
    public void endLeft() {
        alive.forEach(Child::kill);
    }

    /** Whether what goes wrong does so because it was told to. */
    public boolean areEnded() {
        return ended;
    }
}
