package dev.warren.amqp.publish;

import dev.warren.amqp.connection.LinkState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("publisher").status(state.isUp()).withData("state", state.describe());
        // Ready all the same: the other queues can be published to.
        List<String> mismatches = publisher.mismatches();
        if (!mismatches.isEmpty()) {
            response.withData("topology", String.join("; ", mismatches));
        }
        return response.build();
    }
}
