package dev.warren.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A gateway whose broker is a {@link ScriptedPublisher}, {@link ScriptedDelayRoutes} and {@link
 * ScriptedExchanges}. */
public class ScriptedBroker implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedPublisher.class, ScriptedDelayRoutes.class, ScriptedExchanges.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "warren.role",
                "gateway",
                "warren.delay.levels",
                "22",
                "warren.queues.emails.kind",
                "quorum",
                "warren.queues.theirs.kind",
                "existing");
    }
}
