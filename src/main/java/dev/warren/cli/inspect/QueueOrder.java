package dev.warren.cli.inspect;

import dev.warren.inspect.Queue;
import dev.warren.inspect.Rates;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** By what queues are sorted: the most first, and what is not known last. */
enum QueueOrder {
    NAME(Comparator.comparing(Queue::name)),
    READY(most(Queue::ready)),
    UNACKED(most(Queue::unacknowledged)),
    DEAD(most(Queue::dead)),
    CONSUMERS(most(Queue::consumers)),
    IN(most(queue -> queue.rates().map(Rates::publish))),
    OUT(most(queue -> queue.rates().map(Rates::deliver))),
    ACKED(most(queue -> queue.rates().map(Rates::acknowledge))),
    OLDEST(most(queue -> queue.oldest().map(Instant::toEpochMilli).map(time -> -time))),
    MEMORY(most(Queue::memory));

    private final Comparator<Queue> comparator;

    QueueOrder(Comparator<Queue> comparator) {
        this.comparator = comparator;
    }

    Comparator<Queue> comparator() {
        return comparator.thenComparing(Queue::name);
    }

    private static Comparator<Queue> most(Function<Queue, Optional<? extends Number>> number) {
        return Comparator.comparingDouble((Queue queue) ->
                        number.apply(queue).map(Number::doubleValue).orElse(Double.NEGATIVE_INFINITY))
                .reversed();
    }
}
