package dev.warren.connector;

import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.consume.Delivery;
import dev.warren.amqp.consume.QueueConsumer;
import dev.warren.task.Task;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/** A queue as a stream of messages, each with its {@link Delivery} as metadata. */
final class IncomingChannel implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IncomingChannel.class);

    private final String name;
    private final Nack failureStrategy;
    private final QueueConsumer consumer;
    private volatile boolean ended;
    private volatile boolean draining;
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
        return ended ? new LinkState.Down("its stream has ended") : consumer.state();
    }

    /** One stream, once. What the broker has taken back meanwhile is left out of it. */
    Multi<Message<Task>> messages() {
        return Multi.createFrom()
                .<Message<Task>>emitter(
                        subscriber -> {
                            emitter = subscriber;
                            subscriber.onTermination(this::streamEnded);
                            consumer.start();
                        },
                        BackPressureStrategy.BUFFER)
                .select()
                .where(message -> !delivery(message).isStale());
    }

    /** The application's side has ended it, by an exception perhaps: what comes now would reach nobody. */
    private void streamEnded() {
        if (draining) {
            return;
        }
        ended = true;
        LOG.errorf("channel %s: its stream has ended; it receives nothing more until the process is restarted", name);
        new Thread(consumer::close, "warren-close-" + name).start();
    }

    private static Delivery delivery(Message<Task> message) {
        return message.getMetadata(Delivery.class).orElseThrow();
    }

    CompletionStage<Void> drain() {
        draining = true;
        return consumer.drain();
    }

    CompletionStage<Void> pause() {
        return consumer.pause();
    }

    void resume() {
        consumer.resume();
    }

    @Override
    public void close() {
        draining = true;
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
