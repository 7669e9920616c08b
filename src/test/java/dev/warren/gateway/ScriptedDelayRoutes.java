package dev.warren.gateway;

import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says of every queue what a test wants it to. */
@Alternative
@Singleton
class ScriptedDelayRoutes implements DelayRoutes {

    private volatile Optional<PublishResult> obstacle = Optional.empty();
    private volatile boolean declaredAgain;

    void answerWith(Optional<PublishResult> newObstacle) {
        obstacle = newObstacle;
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
        return CompletableFuture.completedFuture(obstacle);
    }

    @Override
    public Optional<Destination> route(String queue, Duration delay) {
        throw new UnsupportedOperationException("only workers ask for routes");
    }

    @Override
    public void declareAgain() {
        declaredAgain = true;
    }

    boolean isDeclaredAgain() {
        return declaredAgain;
    }
}
