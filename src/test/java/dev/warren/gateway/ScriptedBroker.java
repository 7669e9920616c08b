package dev.warren.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * A gateway whose broker is a {@link ScriptedPublisher}, {@link ScriptedDelayRoutes}, {@link ScriptedExchanges}, {@link
 * ScriptedManagement} and {@link ScriptedDepths}.
 */
public class ScriptedBroker implements QuarkusTestProfile {

    static final int SUBSCRIBERS = 2;

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                ScriptedPublisher.class,
                ScriptedDelayRoutes.class,
                ScriptedExchanges.class,
                ScriptedManagement.class,
                ScriptedDepths.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "warren.role",
                "gateway",
                "warren.subscribe.max-subscribers",
                String.valueOf(SUBSCRIBERS),
                "warren.management.max-age",
                "0s",
                "warren.delay.levels",
                "22",
                "warren.queues.emails.kind",
                "quorum",
                "warren.queues.theirs.kind",
                "existing");
    }
}
