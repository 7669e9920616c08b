package dev.warren.worker;

import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whether a task that was handed out may be started. */
@ApplicationScoped
public class Admission {

    private final CrashCount crashes;
    private final EarlyTasks earlyTasks;
    private final Settlement settlement;
    private final int mostCrashes;
    private final Clock clock;

    public Admission(
            CrashCount crashes, EarlyTasks earlyTasks, Settlement settlement, RetryConfig config, Clock clock) {
        this.crashes = crashes;
        this.earlyTasks = earlyTasks;
        this.settlement = settlement;
        this.mostCrashes = config.crashes();
        this.clock = clock;
    }

    /**
     * Starts the task, now or when it is due; or has it dead, or counted.
     *
     * @return completes when the slot is free again
     */
    CompletionStage<Void> admit(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        Optional<Failure> obstacle = obstacle(assignment);
        if (obstacle.isPresent()) {
            return settlement.bury(assignment, assignment.attemptsMade(), obstacle.get());
        }
        return crashes.isBehind(assignment) ? crashes.catchUp(assignment) : earlyTasks.whenDue(assignment, start);
    }

    /** Why it is never started. */
    private Optional<Failure> obstacle(Assignment assignment) {
        return assignment
                .delivery()
                .unreadable()
                .map(why -> Failure.of(Reason.UNDECODABLE, why))
                .or(() -> crashed(crashes.of(assignment)))
                .or(() -> expired(assignment.task()));
    }

    private Optional<Failure> crashed(int times) {
        String why =
                "came back " + times + " times without an outcome: its worker died, or lost the broker, while it ran";
        return times < mostCrashes ? Optional.empty() : Optional.of(Failure.of(Reason.CRASHED, why));
    }

    private Optional<Failure> expired(Task task) {
        Instant now = clock.instant();
        return task.deadline()
                .filter(now::isAfter)
                .map(deadline ->
                        Failure.of(Reason.EXPIRED, "its deadline " + deadline + " had passed before it could start"));
    }
}
