package dev.warren.worker;

import dev.warren.Role;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive as long as a slot can become free. When every slot is held by a handler that ignores its time-out, only a restart
 * helps; so when a task that runs alone is such a one, for nothing is started beside it.
 */
@Liveness
@ApplicationScoped
public class StuckSlots implements HealthCheck {

    private final Role role;
    private final RunningTasks running;
    private final Slots slots;

    public StuckSlots(@ConfigProperty(name = "warren.role") Role role, RunningTasks running, Slots slots) {
        this.role = role;
        this.running = running;
        this.slots = slots;
    }

    @Override
    public HealthCheckResponse call() {
        if (!role.isWorker()) {
            return HealthCheckResponse.up("slots");
        }
        long stuck = running.stuck();
        return HealthCheckResponse.named("slots")
                .status(stuck < slots.count() && !isStuckAlone(stuck))
                .withData("slots", slots.count())
                .withData("stuck", stuck)
                .build();
    }

    private boolean isStuckAlone(long stuck) {
        return stuck > 0 && slots.isHeld(Hold.ALONE) && stuck >= slots.busy();
    }
}
