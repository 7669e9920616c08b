package dev.warren.gateway;

import dev.warren.amqp.publish.Exchanges;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has every exchange, unless told otherwise, and publishes to it by the {@link ScriptedPublisher}. */
@Alternative
@Singleton
class ScriptedExchanges implements Exchanges {

    private static final CompletionStage<Optional<PublishResult>> THERE =
            CompletableFuture.completedFuture(Optional.empty());

    private final ScriptedPublisher publisher;
    private volatile CompletionStage<Optional<PublishResult>> look = THERE;

    ScriptedExchanges(ScriptedPublisher publisher) {
        this.publisher = publisher;
    }

    /** What every look comes to from now on. */
    void look(CompletionStage<Optional<PublishResult>> look) {
        this.look = look;
    }

    void reset() {
        look = THERE;
    }

    @Override
    public CompletionStage<PublishResult> publish(Destination destination, Task task) {
        return publisher.publish(destination, task);
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String exchange) {
        return look;
    }
}
