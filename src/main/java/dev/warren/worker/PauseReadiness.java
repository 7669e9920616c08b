package dev.warren.worker;

import dev.warren.Role;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether the queue is paused. A worker of a paused queue is ready all the same: a rollout must not wait for the resume. */
@Readiness
@ApplicationScoped
public class PauseReadiness implements HealthCheck {

    private final Role role;
    private final Pause pause;

    public PauseReadiness(@ConfigProperty(name = "warren.role") Role role, Pause pause) {
        this.role = role;
        this.pause = pause;
    }

    @Override
    public HealthCheckResponse call() {
        if (!role.isWorker()) {
            return HealthCheckResponse.up("consumption");
        }
        return HealthCheckResponse.named("consumption")
                .status(pause.isKnown())
                .withData("queue", pause.describe())
                .build();
    }
}
