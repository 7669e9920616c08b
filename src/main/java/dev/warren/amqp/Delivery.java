package dev.warren.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.warren.task.Task;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task as the broker handed it out, to be settled once: acknowledged, given back or sent back. Only the channel that it came
 * on can settle it. When that is gone the broker has taken the task back already, and settling does nothing.
 */
public final class Delivery {

    /** What settling came to. */
    public enum Settled {
        /** The broker has been told. */
        SENT,
        /** The channel is gone: the broker has the task back and hands it out again. */
        STALE
    }

    private interface Settling {
        void on(Channel channel, long tag) throws IOException;
    }

    private final String queue;
    private final Task task;
    private final Optional<String> unreadable;
    private final boolean redelivered;
    private final int deliveryCount;
    private final Channel channel;
    private final long tag;
    private final Executor settler;
    private final AtomicBoolean settled = new AtomicBoolean();

    /** @param settler does the writing, one at a time: a socket write may block, which callers must not */
    Delivery(
            String queue,
            Task task,
            Optional<String> unreadable,
            boolean redelivered,
            int deliveryCount,
            Channel channel,
            long tag,
            Executor settler) {
        this.queue = queue;
        this.task = task;
        this.unreadable = unreadable;
        this.redelivered = redelivered;
        this.deliveryCount = deliveryCount;
        this.channel = channel;
        this.tag = tag;
        this.settler = settler;
    }

    public String queue() {
        return queue;
    }

    public Task task() {
        return task;
    }

    /** Why it can't be run: what of it could not be read. The task is then what is left of it. */
    public Optional<String> unreadable() {
        return unreadable;
    }

    /** Whether the broker has handed it out before. */
    public boolean isRedelivered() {
        return redelivered;
    }

    /** How often it came back to its quorum queue so far, by the broker's count; 0 on classic queues. */
    public int deliveryCount() {
        return deliveryCount;
    }

    /** Whether the broker has taken it back meanwhile. */
    public boolean isStale() {
        return !channel.isOpen();
    }

    /** Done: the broker may forget it. */
    public CompletionStage<Settled> ack() {
        return settle((channel, tag) -> channel.basicAck(tag, false));
    }

    /** Back to the queue, as if it had never been handed out; RabbitMQ 4.3 does not count it as a delivery. */
    public CompletionStage<Settled> giveBack() {
        return settle((channel, tag) -> channel.basicNack(tag, false, true));
    }

    /** Back to the queue after a failure; counts towards a quorum queue's delivery limit. */
    public CompletionStage<Settled> requeue() {
        return settle((channel, tag) -> channel.basicReject(tag, true));
    }

    /** Out of the queue, to its dead-letter exchange. Where the queue has none, the broker drops it. */
    public CompletionStage<Settled> deadLetter() {
        return settle((channel, tag) -> channel.basicReject(tag, false));
    }

    private CompletionStage<Settled> settle(Settling settling) {
        if (!settled.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("task " + task.id() + " has been settled already"));
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        settling.on(channel, tag);
                        return Settled.SENT;
                    } catch (AlreadyClosedException | IOException e) {
                        return Settled.STALE;
                    }
                },
                settler);
    }
}
