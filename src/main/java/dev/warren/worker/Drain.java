package dev.warren.worker;

import dev.warren.Role;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The orderly end of a worker: takes no more tasks, gives back those not started, lets those running finish and be
 * acknowledged on the channel that they came on. Before anything of the application is stopped.
 */
@ApplicationScoped
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** For the broker to answer {@code basic.cancel}, and for cancelled runs to end. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final Role role;
    private final Intake intake;
    private final Slots slots;
    private final Timer timer;
    private final RunningTasks running;
    private final WorkerConfig config;

    public Drain(
            @ConfigProperty(name = "warren.role") Role role,
            Intake intake,
            Slots slots,
            Timer timer,
            RunningTasks running,
            WorkerConfig config) {
        this.role = role;
        this.intake = intake;
        this.slots = slots;
        this.timer = timer;
        this.running = running;
        this.config = config;
    }

    void drain(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent shutdown) {
        if (!role.isWorker()) {
            return;
        }
        Duration patience = config.drainTimeout().orElse(config.timeout());
        CompletionStage<Void> idle = slots.close();
        boolean cancelled = finishes(intake.drain(), SHORT);
        slots.giveBack();
        timer.endPauses();
        LOG.infof(
                "draining: %s; %d running tasks have %d s to finish",
                cancelled ? "no more tasks come" : "the broker has not answered", slots.busy(), patience.toSeconds());
        if (!finishes(idle, patience)) {
            List<TaskRun> left = running.stopAll(Failure.of(Reason.FAILED, "the worker was stopped"));
            left.forEach(run -> LOG.warnf(
                    "task %s did not finish in time; it goes back to its queue",
                    run.task().id()));
            finishes(idle, endOf(left));
        }
    }

    /** How long runs that were told to end have for it, and to be given back then. */
    static Duration endOf(List<TaskRun> left) {
        return left.stream()
                .map(TaskRun::endsWithin)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plus(SHORT);
    }

    private static boolean finishes(CompletionStage<Void> stage, Duration within) {
        try {
            stage.toCompletableFuture().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
