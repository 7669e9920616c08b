package dev.warren.connector;

import dev.warren.amqp.Delivery;
import dev.warren.amqp.LinkState;
import dev.warren.amqp.QueueConsumer;
import dev.warren.task.Task;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** A queue as a stream of messages, each with its {@link Delivery} as metadata. The prefetch bounds what it buffers. */
final class IncomingChannel implements AutoCloseable {

    private final String name;
    private final Nack failureStrategy;
    private final QueueConsumer consumer;
    private volatile MultiEmitter<? super Message<Task>> emitter;

    IncomingChannel(String name, Nack failureStrategy, Function<Consumer<Delivery>, QueueConsumer> consumer) {
        this.name = name;
        this.failureStrategy = failureStrategy;
        this.consumer = consumer.apply(this::emit);
    }

    String name() {
        return name;
    }

    LinkState state() {
        return consumer.state();
    }

    Multi<Message<Task>> messages() {
        return Multi.createFrom()
                .emitter(
                        subscriber -> {
                            emitter = subscriber;
                            consumer.start();
                        },
                        BackPressureStrategy.BUFFER);
    }

    CompletionStage<Void> drain() {
        return consumer.drain();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void emit(Delivery delivery) {
        emitter.emit(Message.of(
                delivery.task(),
                Metadata.of(delivery),
                metadata -> sent(delivery.ack()),
                (reason, metadata) -> sent(nack(delivery, metadata))));
    }

    private CompletionStage<Delivery.Settled> nack(Delivery delivery, Metadata metadata) {
        Nack how = metadata == null ? failureStrategy : metadata.get(Nack.class).orElse(failureStrategy);
        return switch (how) {
            case GIVE_BACK -> delivery.giveBack();
            case REQUEUE -> delivery.requeue();
            case DEAD_LETTER -> delivery.deadLetter();
        };
    }

    /** A stale one needs nothing more: the broker has the task and hands it out again. */
    private static CompletionStage<Void> sent(CompletionStage<Delivery.Settled> settled) {
        return settled.thenAccept(how -> {});
    }
}
