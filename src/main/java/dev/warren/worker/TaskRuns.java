package dev.warren.worker;

import dev.warren.handler.TaskRunner;
import dev.warren.task.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of this worker. */
@ApplicationScoped
public class TaskRuns {

    final TaskRunner runner;
    final EarlyTasks earlyTasks;
    final Settlement settlement;
    final Pauses pauses;
    final WorkerConfig config;
    final Clock clock;
    final MeterRegistry metrics;
    private final Set<TaskRun> running = ConcurrentHashMap.newKeySet();

    public TaskRuns(
            TaskRunner runner,
            EarlyTasks earlyTasks,
            Settlement settlement,
            Pauses pauses,
            WorkerConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.runner = runner;
        this.earlyTasks = earlyTasks;
        this.settlement = settlement;
        this.pauses = pauses;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A run of this task, to be started when there is a slot. */
    TaskRun create(Assignment assignment) {
        return new TaskRun(assignment, this);
    }

    void started(TaskRun run) {
        running.add(run);
    }

    void ended(TaskRun run) {
        running.remove(run);
    }

    /** How many runs go on though they have timed out: their handlers don't heed the interrupt. */
    long stuck() {
        return running.stream().filter(TaskRun::isStuck).count();
    }

    /** Ends what still runs; the broker hands those tasks out again. */
    List<TaskRun> cancelAll(Failure why) {
        List<TaskRun> left = List.copyOf(running);
        left.forEach(run -> run.cancel(why));
        return left;
    }
}
