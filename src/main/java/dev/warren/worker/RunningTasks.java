package dev.warren.worker;

import dev.warren.task.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of this worker that go on. */
@ApplicationScoped
public class RunningTasks {

    private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();

    void started(TaskRun run) {
        running.add(run);
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
}
