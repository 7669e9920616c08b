package dev.warren.connector;

import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;
import io.smallrye.reactive.messaging.providers.helpers.SenderProcessor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** An exchange as the end of a stream: a message is acked when the broker has confirmed it, and nacked otherwise. */
final class OutgoingChannel {

    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

    private final String name;
    private final Destination destination;
    private final Publisher publisher;
    private final Clock clock;

    OutgoingChannel(String name, Destination destination, Publisher publisher, Clock clock) {
        this.name = name;
        this.destination = destination;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @param window the most messages that may be sent and not confirmed */
    Flow.Subscriber<? extends Message<?>> subscriber(int window) {
        SenderProcessor sender = new SenderProcessor(window, true, this::send);
        return MultiUtils.via(
                sender, multi -> multi.onFailure().invoke(e -> LOG.errorf(e, "channel %s has failed", name)));
    }

    private Uni<Void> send(Message<?> message) {
        return Uni.createFrom()
                .completionStage(() -> publish(message))
                .onFailure()
                .recoverWithUni(failure -> Uni.createFrom().completionStage(message.nack(failure)))
                .onFailure()
                .recoverWithItem(
                        failure -> { // or its place in the window would never be free again
                            LOG.errorf(failure, "channel %s: a message could not be nacked", name);
                            return null;
                        });
    }

    private CompletionStage<Void> publish(Message<?> message) {
        OutgoingTask metadata = message.getMetadata(OutgoingTask.class).orElse(OutgoingTask.DEFAULT);
        Destination to = metadata.routingKey()
                .map(key -> new Destination(destination.exchange(), key))
                .orElse(destination);
        // Not on the thread that reads confirms: the application's code may wait for another one.
        return publisher
                .publish(to, task(message.getPayload(), metadata))
                .thenComposeAsync(
                        result -> {
                            if (result.isConfirmed()) {
                                return message.ack();
                            }
                            LOG.warnf("channel %s: not confirmed: %s", name, result);
                            return message.nack(new PublishFailedException(result));
                        },
                        Infrastructure.getDefaultExecutor());
    }

    private Task task(Object payload, OutgoingTask metadata) {
        if (payload instanceof Task task) {
            return task;
        }
        Task.Builder task = Task.builder(metadata.id().orElseGet(() -> TaskId.create(clock)), payload(payload))
                .submittedAt(clock.instant())
                .headers(metadata.headers());
        metadata.type().ifPresent(task::type);
        return task.build();
    }

    private static Payload payload(Object content) {
        if (content instanceof Payload payload) {
            return payload;
        }
        if (content instanceof byte[] bytes) {
            return Payload.of(bytes, Payload.OCTET_STREAM);
        }
        if (content instanceof Buffer buffer) {
            return Payload.of(buffer.getBytes(), Payload.OCTET_STREAM);
        }
        return content instanceof String text
                ? Payload.text(text)
                : Payload.of(Json.encodeToBuffer(content).getBytes(), "application/json");
    }
}
