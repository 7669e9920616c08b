package dev.warren.worker;

import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvents;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Whether a task that was handed out may be started, and how. */
@ApplicationScoped
public class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final EarlyTasks earlyTasks;
    private final Isolation isolation;
    private final Settlement settlement;
    private final Postponement postponement;
    private final FailurePolicy policy;
    private final Clock clock;
    private final TaskEvents events;

    public Admission(
            EarlyTasks earlyTasks,
            Isolation isolation,
            Settlement settlement,
            Postponement postponement,
            FailurePolicy policy,
            Clock clock,
            TaskEvents events) {
        this.earlyTasks = earlyTasks;
        this.isolation = isolation;
        this.settlement = settlement;
        this.postponement = postponement;
        this.policy = policy;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Starts the task, now or when it is due; or sees to it otherwise.
     *
     * @return completes when the slot is free again
     */
    CompletionStage<Void> admit(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        Optional<Failure> unreadable =
                assignment.delivery().unreadable().map(why -> Failure.of(Reason.UNDECODABLE, why));
        if (unreadable.isPresent()) {
            return assignment.delivery().lacksHeaders()
                    ? settlement.buryWhole(assignment, unreadable.get())
                    : settlement.bury(assignment, assignment.task(), unreadable.get());
        }
        CrashCount crashes = CrashCount.of(assignment.task());
        if (assignment.hasComeBack()) {
            return assignment.mayOnlyHaveWaited()
                    ? startAnew(assignment, crashes.perhapsOne())
                    : countCrash(assignment, crashes.oneMore());
        }
        Supplier<CompletionStage<Void>> inTime = () -> startInTime(assignment, start);
        return crashes.isSuspect()
                ? earlyTasks.whenDue(assignment, () -> isolation.run(assignment, inTime))
                : earlyTasks.whenDue(assignment, inTime);
    }

    /** After whatever it has waited for. */
    private CompletionStage<Void> startInTime(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        if (assignment.delivery().isStale()) {
            return CompletableFuture.completedFuture(null); // the broker has it back and hands it out again
        }
        Optional<Failure> expired = expired(assignment.task());
        return expired.isPresent() ? settlement.bury(assignment, assignment.task(), expired.get()) : start.get();
    }

    private Optional<Failure> expired(Task task) {
        Instant now = clock.instant();
        return task.deadline()
                .filter(now::isAfter)
                .map(deadline ->
                        Failure.of(Reason.EXPIRED, "its deadline " + deadline + " had passed before it could start"));
    }

    /** At the end of its queue: was it run, and kills its worker, that will be seen the next time. */
    private CompletionStage<Void> startAnew(Assignment assignment, CrashCount count) {
        return postponement
                .postpone(assignment, count.on(assignment.task()), Duration.ZERO, Replacement.RETURN)
                .thenAccept(published -> {});
    }

    /** Its worker died, or lost the broker: an attempt that failed, so the next one is later, or there is none. */
    private CompletionStage<Void> countCrash(Assignment assignment, CrashCount count) {
        Optional<Duration> backoff = policy.afterCrash(assignment.task(), count);
        if (backoff.isEmpty()) {
            return settlement.bury(assignment, count.on(assignment.task()), crashed(count));
        }
        Duration delay = backoff.get();
        LOG.warnf(
                "task %s of queue %s has come back without an outcome (%d in a row); the next attempt in %d s",
                assignment.task().id(), assignment.queue(), count.inARow(), delay.toSeconds());
        Task next = count.on(assignment.task());
        return postponement.postpone(assignment, next, delay, "crash count").thenAccept(published -> {
            if (published) {
                Instant now = clock.instant();
                events.tell(TaskEvent.retrying(assignment.queue(), next, crashed(count), now, now.plus(delay)));
            }
        });
    }

    private static Failure crashed(CrashCount count) {
        return Failure.of(
                Reason.CRASHED,
                "came back without an outcome, " + count.inARow()
                        + " in a row: its worker died, or lost the broker, while it ran");
    }
}
