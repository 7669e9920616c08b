package dev.warren.amqp.consume;

import dev.warren.amqp.connection.ReadableHeaders;
import dev.warren.task.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /**
     * Where a delivery came from.
     *
     * @param queue the queue's name
     * @param countsGiveBacks whether it takes a task that is given back for one that has failed
     * @param nodeMark tells this life of its node from others; empty where the queue counts deliveries
     * @param share of the prefetch that it has a place of until it is settled
     */
    record Source(String queue, boolean countsGiveBacks, Optional<String> nodeMark, Prefetch.Share share) {}

    private final Source source;
    private final Task task;
    private final Optional<String> unreadable;
    private final boolean redelivered;
    private final OptionalInt deliveryCount;
    private final long tag;
    private final Settler settler;
    private final AtomicBoolean settled = new AtomicBoolean();

    Delivery(
            Source source,
            Task task,
            Optional<String> unreadable,
            boolean redelivered,
            OptionalInt deliveryCount,
            long tag,
            Settler settler) {
        this.source = source;
        this.task = task;
        this.unreadable = unreadable;
        this.redelivered = redelivered;
        this.deliveryCount = deliveryCount;
        this.tag = tag;
        this.settler = settler;
    }

    public String queue() {
        return source.queue();
    }

    /**
     * Whether the queue takes a task that is given back for one that has failed, or does not tell one from the other: all do but
     * quorum queues of RabbitMQ 4.3.
     */
    public boolean countsGiveBacks() {
        return source.countsGiveBacks();
    }

    public Task task() {
        return task;
    }

    /** Why it can't be run: what of it could not be read. The task is then what is left of it. */
    public Optional<String> unreadable() {
        return unreadable;
    }

    /** Whether it has headers on the broker that the task has not. */
    public boolean lacksHeaders() {
        return task.headers().containsKey(ReadableHeaders.UNREADABLE);
    }

    /** Whether the broker has handed it out before. */
    public boolean isRedelivered() {
        return redelivered;
    }

    /**
     * How often it came back to its queue so far, by the broker's count: after a crash or a lost connection, after {@link
     * #requeue}, and before RabbitMQ 4.3 after {@link #giveBack}.
     *
     * @return empty if it has come back to a queue that does not count, as classic ones
     */
    public OptionalInt deliveryCount() {
        return deliveryCount;
    }

    /**
     * Another one after each start of the queue's node. After a kill of it, a queue that does not count hands out all that waited
     * there as {@linkplain #isRedelivered redelivered}.
     */
    public Optional<String> nodeMark() {
        return source.nodeMark();
    }

    /** Whether the broker has taken it back meanwhile. */
    public boolean isStale() {
        return settler.isStale();
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

    private CompletionStage<Settled> settle(Settler.Verdict verdict) {
        return settled.compareAndSet(false, true)
                ? settler.settle(this, verdict)
                : CompletableFuture.failedFuture(
                        new IllegalStateException("task " + task.id() + " has been settled already"));
    }

    /** The broker has been told. */
    void hasBeenSettled() {
        source.share().settled();
    }

    /** What the channel knows it by. */
    long tag() {
        return tag;
    }
}
