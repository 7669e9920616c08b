package dev.warren.connector;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import io.smallrye.mutiny.Multi;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class OutgoingChannelTest {

    private final List<String> published = new CopyOnWriteArrayList<>();

    @Test
    void messageThatCanNotEvenBeNackedDoesNotKeepItsPlace() {
        subscribe(2, Multi.createFrom().range(0, 5).map(i -> message("m-" + i)));
        await().untilAsserted(() -> assertThat(published).hasSize(5));
    }

    private static Message<String> message(String text) {
        return Message.of(
                text,
                () -> CompletableFuture.completedFuture(null),
                reason -> CompletableFuture.failedFuture(new IllegalStateException("can't be nacked")));
    }

    @SuppressWarnings("unchecked")
    private void subscribe(int window, Multi<Message<String>> messages) {
        OutgoingChannel channel =
                new OutgoingChannel("out", new Destination("", "q"), new Refusing(), Clock.systemUTC());
        messages.subscribe((Flow.Subscriber<Message<?>>) channel.subscriber(window));
    }

    private final class Refusing implements Publisher {

        @Override
        public CompletionStage<PublishResult> publish(Destination destination, Task task) {
            published.add(task.id().value());
            return CompletableFuture.completedFuture(new PublishResult.Blocked("memory"));
        }

        @Override
        public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task) {
            return publish(destination, task);
        }
    }
}
