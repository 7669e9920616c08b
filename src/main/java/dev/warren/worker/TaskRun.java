package dev.warren.worker;

import dev.warren.connector.Nack;
import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvents;
import dev.warren.handler.Run;
import dev.warren.handler.TaskRunner;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One attempt at a task: waits for its slot, runs within its time, is settled. */
final class TaskRun implements Slots.Work {

    private static final Logger LOG = Logger.getLogger(TaskRun.class);

    /** What every run of a worker needs. */
    record Means(
            TaskRunner runner,
            Admission admission,
            Postponement postponement,
            Settlement settlement,
            RunningTasks running,
            Shift shift,
            Duration timeout,
            Clock clock,
            TaskEvents events) {}

    private final Assignment assignment;
    private final Means means;
    private volatile Run run;
    private long due;
    private volatile boolean overdue;
    private volatile boolean stopped;

    TaskRun(Assignment assignment, Means means) {
        this.assignment = assignment;
        this.means = means;
    }

    Task task() {
        return assignment.task();
    }

    @Override
    public boolean isStale() {
        return assignment.delivery().isStale();
    }

    @Override
    public CompletionStage<Void> start() {
        if (isStale()) {
            return CompletableFuture.completedFuture(null); // the broker has it back and hands it out again
        }
        return settledOrRequeued(() -> means.admission().admit(assignment, this::run));
    }

    private CompletionStage<Void> run() {
        if (!means.shift().mayStartOneMore()) {
            return means.postponement().giveBack(assignment);
        }
        Attempt attempt = attempt();
        means.events().tell(TaskEvent.started(attempt, means.clock().instant()));
        run = means.runner().start(attempt);
        means.running().started(this, means.timeout());
        return run.outcome()
                .thenCompose(outcome -> settle(attempt, outcome))
                .thenCombine(run.ended(), (settled, ended) -> settled)
                .whenComplete((done, failure) -> means.running().ended(this));
    }

    @Override
    public CompletionStage<Void> giveBack() {
        return settledOrRequeued(() -> means.postponement().giveBack(assignment));
    }

    /**
     * Ends it because the process ends: no failed attempt, but it has been started, and counts as a crash. One whose time was up
     * before has failed.
     */
    void stop(Failure why) {
        stopped = !overdue;
        run.cancel(why);
    }

    /** How long after that it may well go on. */
    Duration endsWithin() {
        return run.endsWithin();
    }

    /** Timed out and cancelled, but its handler goes on. */
    boolean isStuck() {
        return overdue && !run.ended().toCompletableFuture().isDone();
    }

    private Attempt attempt() {
        return new Attempt(
                task(),
                assignment.queue(),
                task().attemptsMade() + 1,
                assignment.delivery().isRedelivered() || CrashCount.of(task()).inARow() > 0,
                means.clock().instant().plus(means.timeout()));
    }

    /** By the clock of {@link RunningTasks}, which says so before anyone asks. */
    long due() {
        return due;
    }

    void isDue(long at) {
        due = at;
    }

    /** Its time is up. */
    void timeOut() {
        if (overdue) {
            return;
        }
        overdue = true;
        run.cancel(Failure.of(Reason.TIMED_OUT, "took longer than " + means.timeout()));
    }

    private CompletionStage<Void> settle(Attempt attempt, Outcome outcome) {
        if (stopped && !(outcome instanceof Outcome.Succeeded)) {
            return assignment.nack(Nack.REQUEUE, "the worker was stopped");
        }
        return settledOrRequeued(() -> means.settlement().settle(assignment, attempt, outcome));
    }

    /** Whatever goes wrong here, the broker must be told something: an unsettled task would keep its place for ever. */
    private CompletionStage<Void> settledOrRequeued(Supplier<CompletionStage<Void>> settling) {
        return CompletableFuture.completedFuture(null)
                .thenCompose(now -> settling.get())
                .exceptionallyCompose(failure -> {
                    LOG.errorf(failure, "task %s could not be settled; it goes back to its queue", task().id());
                    return assignment.nack(Nack.REQUEUE, "could not be settled").exceptionally(settledAlready -> null);
                });
    }
}
