package dev.warren.gateway;

import dev.warren.amqp.Destination;
import dev.warren.amqp.Exchanges;
import dev.warren.amqp.PublishResult;
import dev.warren.task.Task;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has every exchange, and publishes to it by the {@link ScriptedPublisher}. */
@Alternative
@Singleton
class ScriptedExchanges implements Exchanges {

    private final ScriptedPublisher publisher;

    ScriptedExchanges(ScriptedPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletionStage<PublishResult> publish(Destination destination, Task task) {
        return publisher.publish(destination, task);
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String exchange) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
