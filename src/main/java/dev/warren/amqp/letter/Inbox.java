package dev.warren.amqp.letter;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What other threads have one thread do, the next time that it waits: so that all it works on is its own. */
final class Inbox implements Executor {

    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable command) {
        commands.add(command);
    }

    /** Does all that is there. */
    void runAll() {
        for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
            next.run();
        }
    }

    /**
     * Waits for one thing to do, and does it.
     *
     * @return whether anything came in that time
     * @throws LettersException if interrupted
     */
    boolean runNext(Duration atMost) {
        try {
            Runnable next = commands.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
            if (next == null) {
                return false;
            }
            next.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LettersException(LettersException.Obstacle.UNAVAILABLE, "interrupted");
        }
    }
}
