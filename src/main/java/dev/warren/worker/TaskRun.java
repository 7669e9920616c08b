package dev.warren.worker;

import dev.warren.handler.Run;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** One attempt at a task: waits for its slot, runs within its time, is settled. */
final class TaskRun implements Slots.Work {

    private static final Logger LOG = Logger.getLogger(TaskRun.class);

    private final Assignment assignment;
    private final TaskRuns runs;
    private volatile Attempt attempt;
    private volatile Run run;
    private volatile boolean overdue;

    TaskRun(Assignment assignment, TaskRuns runs) {
        this.assignment = assignment;
        this.runs = runs;
    }

    Task task() {
        return assignment.task();
    }

    @Override
    public CompletionStage<Void> start() {
        if (assignment.delivery().isStale()) {
            return CompletableFuture.completedFuture(null); // the broker has it back and hands it out again
        }
        return runs.earlyTasks.whenDue(assignment, this::run);
    }

    private CompletionStage<Void> run() {
        attempt = attempt();
        Optional<String> unreadable = assignment.delivery().unreadable();
        if (unreadable.isPresent()) {
            return settle(new Outcome.Dead(Failure.of(Reason.UNDECODABLE, unreadable.get())));
        }
        runs.started(this);
        run = runs.runner.start(attempt);
        Future<?> timeout = runs.pauses.after(runs.config.timeout(), this::timeOut);
        CompletionStage<Void> settled = run.outcome().thenCompose(this::settle);
        return settled.thenCombine(run.ended(), (first, second) -> first).whenComplete((done, failure) -> {
            timeout.cancel(false);
            runs.ended(this);
            if (failure != null) {
                LOG.errorf(failure, "task %s could not be settled; the broker will hand it out again", task().id());
            }
        });
    }

    @Override
    public void giveBack() {
        assignment.giveBack();
    }

    void cancel(Failure why) {
        run.cancel(why);
    }

    /** Timed out and cancelled, but its handler goes on. */
    boolean isStuck() {
        return overdue && !run.ended().toCompletableFuture().isDone();
    }

    /** Deliveries that came to nothing because a worker died are attempts too; the broker counts those. */
    private Attempt attempt() {
        int earlier = task().attemptsMade() + assignment.delivery().deliveryCount();
        return new Attempt(
                task(),
                assignment.queue(),
                earlier + 1,
                assignment.delivery().isRedelivered(),
                runs.clock.instant().plus(runs.config.timeout()));
    }

    private void timeOut() {
        overdue = true;
        cancel(Failure.of(Reason.TIMED_OUT, "took longer than " + runs.config.timeout()));
    }

    private CompletionStage<Void> settle(Outcome outcome) {
        return runs.settlement.settle(assignment, attempt, outcome);
    }
}
