package dev.warren.worker;

import dev.warren.Role;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive as long as a slot can become free. When every slot is held by a handler that ignores its time-out, only a restart
 * helps.
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
                .status(stuck < slots.count())
                .withData("slots", slots.count())
                .withData("stuck", stuck)
                .build();
    }
}
