package dev.warren.inspect;

import dev.warren.amqp.topology.PolicyLimits;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** What the management API tells of policies; nothing where it can't be asked. */
@Singleton
final class ToldPolicyLimits implements PolicyLimits {

    private static final Logger LOG = Logger.getLogger(ToldPolicyLimits.class);

    private final Instance<Inspector> inspector;

    ToldPolicyLimits(Instance<Inspector> inspector) {
        this.inspector = inspector;
    }

    @Override
    public OptionalLong deliveryLimit(String queue) {
        try {
            return inspector.get().deliveryLimitOfPolicy(queue);
        } catch (ManagementException | RuntimeException e) { // or nothing could be read where it is set up wrongly
            LOG.debugf("whether a policy limits the deliveries of %s is not known: %s", queue, e.getMessage());
            return OptionalLong.empty();
        }
    }
}
