package dev.warren.worker;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.worker.WorkerConfig.OnFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Decides what follows a failed run. */
@ApplicationScoped
public class FailurePolicy {

    private final WorkerConfig config;

    public FailurePolicy(WorkerConfig config) {
        this.config = config;
    }

    /** @return {@link Outcome.Retry} with a delay, or {@link Outcome.Dead} */
    Outcome decide(Attempt attempt, Outcome.Retry retry) {
        if (retry.delay().isPresent()) {
            return retry;
        }
        return config.onFailure() == OnFailure.DEAD_LETTER
                ? new Outcome.Dead(retry.failure())
                : new Outcome.Retry(Optional.of(config.requeuePause()), retry.failure());
    }
}
