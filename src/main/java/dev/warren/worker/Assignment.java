package dev.warren.worker;

import dev.warren.amqp.consume.Delivery;
import dev.warren.connector.Nack;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Task;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** A task that the broker has handed to this worker: a message to be acked or nacked, and what is known of its delivery. */
record Assignment(Message<Task> message, Delivery delivery) {

    Task task() {
        return message.getPayload();
    }

    String queue() {
        return delivery.queue();
    }

    /** Whether the broker has had it back, and nobody has counted that yet. */
    boolean hasComeBack() {
        OptionalInt count = delivery.deliveryCount();
        return count.isEmpty() || count.getAsInt() > 0;
    }

    /** Whether that may be only because the node of a queue that does not count was killed while the task waited there. */
    boolean mayOnlyHaveWaited() {
        Object then = task().headers().get(FailureHeaders.NODE);
        Optional<String> now = delivery.nodeMark();
        return delivery.deliveryCount().isEmpty()
                && then != null
                && now.isPresent()
                && !now.get().equals(then);
    }

    /** A task that takes the place of this one, with what {@link #mayOnlyHaveWaited} looks at. */
    Task marked(Task next) {
        return delivery.nodeMark()
                .map(mark -> next.withHeaders(Map.of(FailureHeaders.NODE, mark)))
                .orElse(next);
    }

    CompletionStage<Void> ack() {
        return message.ack();
    }

    /** It was not started: back to the queue as if nothing had been. */
    CompletionStage<Void> giveBack() {
        return nack(Nack.GIVE_BACK, "not started");
    }

    /** Back to the queue after a failure, or to the dead letters. */
    CompletionStage<Void> nack(Nack how, String why) {
        return message.nack(new IllegalStateException(why), Metadata.of(how));
    }
}
