package dev.warren.worker;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs a task that may be killing workers with no other beside it, neither running nor waiting: so that it takes no others with
 * it, whose deaths would be counted as theirs.
 */
@ApplicationScoped
public class Isolation {

    /** How long others that run already may take to end: the task must not starve behind long ones. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Slots slots;
    private final Intake intake;
    private final Postponement postponement;
    private final AtomicBoolean taken = new AtomicBoolean();

    public Isolation(Slots slots, Intake intake, Postponement postponement) {
        this.slots = slots;
        this.intake = intake;
        this.postponement = postponement;
    }

    /**
     * One at a time; another one comes back later.
     *
     * @return completes when the slot is free again
     */
    CompletionStage<Void> run(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        if (!taken.compareAndSet(false, true)) {
            Duration later = Duration.ofSeconds(ThreadLocalRandom.current().nextInt(2, 10));
            return postponement
                    .postpone(assignment, assignment.task(), later, Replacement.DELAY)
                    .thenAccept(published -> {});
        }
        slots.stopStarting(Hold.ALONE);
        return intake.pause(Hold.ALONE)
                .thenCompose(quiet -> {
                    slots.giveBackWaiting();
                    return slots.othersEnded(PATIENCE);
                })
                .thenCompose(alone -> slots.isClosed() ? postponement.giveBack(assignment) : start.get())
                .whenComplete((done, failure) -> {
                    intake.resume(Hold.ALONE);
                    taken.set(false);
                    slots.startAgain(Hold.ALONE); // last: what it starts may be the next to run alone
                });
    }
}
