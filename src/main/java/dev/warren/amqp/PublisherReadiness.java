package dev.warren.amqp;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while messages can be published. */
@Readiness
@ApplicationScoped
public class PublisherReadiness implements HealthCheck {

    private final ConfirmingPublisher publisher;

    public PublisherReadiness(ConfirmingPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        LinkState state = publisher.state();
        return HealthCheckResponse.named("publisher")
                .status(state.isUp())
                .withData("state", state.describe())
                .build();
    }
}
