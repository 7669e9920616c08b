package dev.warren.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Limits of batches and bodies so low that a test sees them reached, and a clock that can fail. */
public final class SmallBatches extends ScriptedBroker {

    static final int WINDOW = 10;
    static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedPublisher.class, FragileClock.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("warren.gateway.batch-window", String.valueOf(WINDOW));
        overrides.put("warren.gateway.max-batch-items", "1000");
        overrides.put("warren.gateway.body-timeout", PATIENCE.toString());
        overrides.put("warren.gateway.max-payload", "1000");
        return overrides;
    }
}
