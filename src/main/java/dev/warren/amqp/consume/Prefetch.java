package dev.warren.amqp.consume;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The most unsettled deliveries of a channel, in shares that its consumers have of it. RabbitMQ counts for each consumer alone, and
 * what a cancelled one has not settled for none: a new one with the whole prefetch would be sent as much again. So it has what is free,
 * and what the earlier ones settle from then on goes to further consumers. See docs/decisions/0023-shares-of-the-prefetch.md.
 */
final class Prefetch {

    private final int size;
    private final Runnable freed;
    private final List<Share> shares = new CopyOnWriteArrayList<>();

    /** @param freed called when there may be a {@link #next} share, on any thread */
    Prefetch(int size, Runnable freed) {
        this.size = size;
        this.freed = freed;
    }

    /** What one consumer may have unsettled, and has still when it is gone. */
    final class Share {

        private final int size;
        private final AtomicInteger unsettled = new AtomicInteger();
        private volatile boolean ended;
        private String consumerTag;

        private Share(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }

        void belongsTo(String consumerTag) {
            this.consumerTag = consumerTag;
        }

        /** @return the consumer that it belongs to, once: to be cancelled */
        Optional<String> withdraw() {
            Optional<String> consumer = Optional.ofNullable(consumerTag);
            consumerTag = null;
            return consumer;
        }

        void delivered() {
            unsettled.incrementAndGet();
        }

        /** To be called when that has been written: a consumer that starts after it is one more for the broker, too. */
        void settled() {
            unsettled.decrementAndGet();
            if (ended) {
                freed.run();
            }
        }

        /** Its consumer is sent nothing more. */
        void end() {
            close();
            freed.run();
        }

        /** The same, where the thread that consumes is told by something else. */
        void close() {
            ended = true;
        }
    }

    /**
     * As much as is free. No consumer for each single one of them: it has to be as much as the others have, or as is still left of ended
     * ones. So there are few, twice the logarithm of the prefetch at most, and never is more than half of what was settled without one.
     *
     * @return the share of a consumer to be started
     */
    Optional<Share> next() {
        shares.removeIf(share -> share.ended && share.unsettled.get() == 0);
        int inUse = open().stream().mapToInt(Share::size).sum();
        int left = shares.stream()
                .filter(share -> share.ended)
                .mapToInt(share -> share.unsettled.get())
                .sum();
        int free = size - inUse - left;
        if (free <= 0 || free < Math.min(inUse, left)) {
            return Optional.empty();
        }
        Share share = new Share(free);
        shares.add(share);
        return Optional.of(share);
    }

    /** Those whose consumers may be sent something. */
    List<Share> open() {
        return shares.stream().filter(share -> !share.ended).toList();
    }

    /** Whether a delivery may come. */
    boolean isInUse() {
        return !open().isEmpty();
    }

    /** Whether none may come, and some that came are unsettled. */
    boolean isHeldWithoutUse() {
        return !isInUse() && !shares.isEmpty();
    }

    /** No consumer is sent anything more. */
    void end() {
        open().forEach(Share::end);
    }
}
