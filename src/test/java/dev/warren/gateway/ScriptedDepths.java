package dev.warren.gateway;

import dev.warren.amqp.depth.QueueDepths;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker with the queues that a test says. */
@Alternative
@Singleton
class ScriptedDepths implements QueueDepths {

    private final Map<String, Depth> depths = new HashMap<>();
    private boolean away;

    void reset() {
        depths.clear();
        away = false;
    }

    void has(String queue, int ready, int consumers) {
        depths.put(queue, new Depth(ready, consumers));
    }

    void isAway() {
        away = true;
    }

    @Override
    public CompletionStage<Map<String, Depth>> of(Collection<String> queues) {
        if (away) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        Map<String, Depth> found = new HashMap<>(depths);
        found.keySet().retainAll(queues);
        return CompletableFuture.completedFuture(found);
    }
}
