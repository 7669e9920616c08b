package dev.warren.worker;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Tasks that come before they may be started. From the gateway they come early only when clocks differ; any program may put
 * the header on a task of its own.
 */
@ApplicationScoped
public class EarlyTasks {

    /** As long as it takes the ladder at least. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Postponement postponement;
    private final DelayLadder ladder;
    private final Timer timer;
    private final Clock clock;

    public EarlyTasks(Postponement postponement, DelayLadder ladder, Timer timer, Clock clock) {
        this.postponement = postponement;
        this.ladder = ladder;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Starts the task when its time has come. A short while it waits in its slot; for a longer one it leaves the slot to others,
     * and comes back by the delay ladder; where that is off, the task starts at once.
     *
     * @return completes when the slot is free again
     */
    CompletionStage<Void> whenDue(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        Duration left = left(assignment.task());
        if (left.isZero() || !ladder.reaches(assignment.queue())) {
            return start.get();
        }
        return left.compareTo(SHORT) <= 0
                ? startAfter(left, assignment, start)
                : postponement
                        .postpone(assignment, assignment.task(), left, Replacement.DELAY)
                        .thenAccept(published -> {});
    }

    private CompletionStage<Void> startAfter(
            Duration left, Assignment assignment, Supplier<CompletionStage<Void>> start) {
        return timer.pause(left.plusMillis(1)).thenCompose(over -> {
            // A drain cuts pauses short; a lost connection has given the task back.
            boolean starts =
                    left(assignment.task()).isZero() && !assignment.delivery().isStale();
            return starts ? start.get() : postponement.giveBack(assignment);
        });
    }

    private Duration left(Task task) {
        return task.notBefore()
                .map(due -> Duration.between(clock.instant(), due))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }
}
