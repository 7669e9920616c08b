package dev.warren.amqp;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * A task as the broker handed it out, to be settled once: acknowledged, given back or sent back. Only the channel that it came
 * on can settle it. When that is gone the broker has taken the task back already, and settling does nothing.
 */
public final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    /** What settling came to. */
    public enum Settled {
        /** The broker has been told. */
        SENT,
        /** The channel is gone: the broker has the task back and hands it out again. */
        STALE
    }

    /**
     * How the deliveries of a consumer are settled.
     *
     * @param writer does the writing, one at a time: a socket write may block, which callers must not
     * @param stale counts what came too late
     */
    record Settling(Executor writer, Counter stale) {}

    /**
     * Where a delivery came from.
     *
     * @param queue the queue's name
     * @param countsGiveBacks whether it takes a task that is given back for one that has failed
     * @param nodeMark tells this life of its node from others; empty where the queue counts deliveries
     */
    record Source(String queue, boolean countsGiveBacks, Optional<String> nodeMark) {}

    private interface Verdict {
        void on(Channel channel, long tag) throws IOException;
    }

    private final Source source;
    private final Task task;
    private final Optional<String> unreadable;
    private final boolean redelivered;
    private final OptionalInt deliveryCount;
    private final Channel channel;
    private final long tag;
    private final Settling settling;
    private final AtomicBoolean settled = new AtomicBoolean();

    Delivery(
            Source source,
            Task task,
            Optional<String> unreadable,
            boolean redelivered,
            OptionalInt deliveryCount,
            Channel channel,
            long tag,
            Settling settling) {
        this.source = source;
        this.task = task;
        this.unreadable = unreadable;
        this.redelivered = redelivered;
        this.deliveryCount = deliveryCount;
        this.channel = channel;
        this.tag = tag;
        this.settling = settling;
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

    private CompletionStage<Settled> settle(Verdict verdict) {
        if (!settled.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("task " + task.id() + " has been settled already"));
        }
        try {
            return CompletableFuture.supplyAsync(() -> write(verdict), settling.writer());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(stale()); // the consumer has been closed
        }
    }

    private Settled write(Verdict verdict) {
        try {
            verdict.on(channel, tag);
            return Settled.SENT;
        } catch (AlreadyClosedException | IOException e) {
            return stale();
        }
    }

    private Settled stale() {
        settling.stale().increment();
        LOG.infof(
                "task %s of queue %s was settled, but its connection had gone: the broker hands it out again",
                task.id(), queue());
        return Settled.STALE;
    }
}
