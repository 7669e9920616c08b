package dev.warren.worker;

import dev.warren.task.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The runs of this worker that go on, and the end of each one's time. There is one alarm for all of them, at the end of the first
 * one's time: an alarm for each would cost a quick task more than its run.
 */
@ApplicationScoped
public class RunningTasks {

    private static final long NONE = Long.MAX_VALUE;

    /** The timer counts in milliseconds, and is not to ring too early. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();
    private final Timer timer;
    /** When the alarm comes, in nanoseconds since this was made. */
    private final AtomicLong alarm = new AtomicLong(NONE);

    private final long begin = System.nanoTime();

    public RunningTasks(Timer timer) {
        this.timer = timer;
    }

    /** @param timeout after which it is told that its time is up, unless it has ended */
    void started(TaskRun run, Duration timeout) {
        run.isDue(now() + timeout.toNanos());
        running.add(run);
        ringAt(run.due());
    }

    void ended(TaskRun run) {
        running.remove(run);
    }

    /** How many go on though they have timed out: their handlers don't heed the interrupt. */
    long stuck() {
        return running.stream().filter(TaskRun::isStuck).count();
    }

    /** Ends what still runs; those tasks go back to their queue. */
    List<TaskRun> stopAll(Failure why) {
        List<TaskRun> left = List.copyOf(running);
        left.forEach(run -> run.stop(why));
        return left;
    }

    private void ringAt(long due) {
        long set = alarm.get();
        while (due < set) {
            if (alarm.compareAndSet(set, due)) {
                timer.after(Duration.ofNanos(Math.max(0, due - now())).plus(ROUNDING), () -> ring(due));
                return;
            }
            set = alarm.get();
        }
    }

    /** An alarm that an earlier one has taken the place of finds nothing to do. */
    private void ring(long due) {
        if (!alarm.compareAndSet(due, NONE)) {
            return;
        }
        long now = now();
        running.stream().filter(run -> run.due() <= now).forEach(TaskRun::timeOut);
        running.stream()
                .mapToLong(TaskRun::due)
                .filter(next -> next > now)
                .min()
                .ifPresent(this::ringAt);
    }

    private long now() {
        return System.nanoTime() - begin;
    }
}
