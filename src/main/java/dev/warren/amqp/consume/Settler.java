package dev.warren.amqp.consume;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Gathering;
import dev.warren.amqp.consume.Delivery.Settled;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Tells the broker what became of the deliveries of one channel. What has come together meanwhile goes to the socket together: with
 * many short tasks that saves most of the system calls.
 */
final class Settler {

    private static final Logger LOG = Logger.getLogger(Settler.class);

    /** What the broker is to be told about one delivery. */
    interface Verdict {
        void on(Channel channel, long tag) throws IOException;
    }

    /**
     * How a consumer's deliveries are settled, on whatever channel.
     *
     * @param writer does the writing, one thing at a time: a socket write may block, which callers must not
     * @param stale counts what came too late
     */
    record Means(Executor writer, Counter stale) {}

    private record Settlement(Delivery delivery, Verdict verdict, CompletableFuture<Settled> result) {}

    private final Channel channel;
    private final Gathering frames;
    private final Means means;
    private final Queue<Settlement> waiting = new ConcurrentLinkedQueue<>();
    private final QuorumAcks acks = new QuorumAcks();

    Settler(Channel channel, Gathering frames, Means means) {
        this.channel = channel;
        this.frames = frames;
        this.means = means;
    }

    /** Whether the broker has taken everything back that is not settled yet. */
    boolean isStale() {
        return !channel.isOpen();
    }

    /** @return completes when it has been written, or can't be any more; on a thread of the writer's */
    CompletionStage<Settled> settle(Delivery delivery, Verdict verdict) {
        Settlement settlement = new Settlement(delivery, verdict, new CompletableFuture<>());
        waiting.add(settlement);
        try {
            means.writer.execute(this::writeWaiting);
        } catch (RejectedExecutionException e) {
            settlement.result.complete(stale(List.of(settlement))); // the consumer has been closed
        }
        return settlement.result;
    }

    private void writeWaiting() {
        List<Settlement> together = new ArrayList<>();
        for (Settlement next = waiting.poll(); next != null; next = waiting.poll()) {
            together.add(next);
        }
        if (together.isEmpty()) {
            return; // they went with those before them
        }
        try {
            Settled settled = write(together);
            together.forEach(settlement -> settlement.result.complete(settled));
        } catch (RuntimeException e) {
            together.forEach(settlement -> settlement.result.completeExceptionally(e));
        }
    }

    private Settled write(List<Settlement> together) {
        try {
            frames.gather(() -> {
                for (Settlement settlement : together) {
                    settlement.verdict.on(channel, settlement.delivery.tag());
                    acks.sent();
                }
            });
            together.forEach(settlement -> settlement.delivery.hasBeenSettled());
            return Settled.SENT;
        } catch (AlreadyClosedException | IOException e) {
            return stale(together);
        }
    }

    /** To be called before the consumer is cancelled, for that is answered by its queue. */
    void consumerEnds() {
        acks.asked();
    }

    /** Has the writer wait, in the end, until a quorum queue has what became of its deliveries. */
    void finish(String queue) {
        Runnable last = () -> {
            try {
                if (acks.mayBeLost() && channel.isOpen()) {
                    Optional<GetResponse> next = acks.await(channel, queue);
                    if (next.isPresent()) {
                        channel.basicNack(next.get().getEnvelope().getDeliveryTag(), false, true);
                    }
                }
            } catch (AlreadyClosedException | IOException e) {
                LOG.warnf("queue %s may hand out tasks again that are done: %s", queue, Causes.describe(e));
            }
        };
        try {
            means.writer.execute(last);
        } catch (RejectedExecutionException e) {
            LOG.debugf("the consumer of queue %s has been closed before", queue);
        }
    }

    private Settled stale(List<Settlement> late) {
        means.stale.increment(late.size());
        late.forEach(settlement -> LOG.infof(
                "task %s of queue %s was settled, but its connection had gone: the broker hands it out again",
                settlement.delivery.task().id(), settlement.delivery.queue()));
        return Settled.STALE;
    }
}
