package dev.warren.worker;

import dev.warren.Role;
import dev.warren.connector.WarrenConnector;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
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
    private final WarrenConnector connector;
    private final Slots slots;
    private final Pauses pauses;
    private final TaskRuns runs;
    private final WorkerConfig config;

    public Drain(
            @ConfigProperty(name = "warren.role") Role role,
            @Connector(WarrenConnector.NAME) WarrenConnector connector,
            Slots slots,
            Pauses pauses,
            TaskRuns runs,
            WorkerConfig config) {
        this.role = role;
        this.connector = connector;
        this.slots = slots;
        this.pauses = pauses;
        this.runs = runs;
        this.config = config;
    }

    void drain(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent shutdown) {
        if (!role.isWorker()) {
            return;
        }
        Duration patience = config.drainTimeout().orElse(config.timeout());
        CompletionStage<Void> cancelled = connector.drain(Worker.CHANNEL);
        CompletionStage<Void> idle = slots.drain();
        pauses.end();
        int busy = slots.busy();
        if (busy > 0) {
            LOG.infof("draining: %d running tasks have %d s to finish", busy, patience.toSeconds());
        }
        finishes(cancelled, SHORT);
        if (!finishes(idle, patience)) {
            List<TaskRun> left = runs.cancelAll(Failure.of(Reason.FAILED, "the worker was stopped"));
            left.forEach(run -> LOG.warnf(
                    "task %s did not finish in time; the broker will hand it out again",
                    run.task().id()));
            finishes(idle, SHORT);
        }
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
