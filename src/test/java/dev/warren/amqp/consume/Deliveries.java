package dev.warren.amqp.consume;

import com.rabbitmq.client.Channel;
import dev.warren.amqp.connection.Gathering;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Deliveries without a broker, for tests of what is done with them. */
public final class Deliveries {

    private Deliveries() {}

    /** On a channel that stays open and takes everything. */
    public static Delivery of(String queue, Task task, Optional<String> unreadable) {
        return of(queue, task, unreadable, OptionalInt.of(0));
    }

    /** From a queue that counts what is given back, or doesn't. */
    public static Delivery of(String queue, Task task, boolean countsGiveBacks) {
        return of(() -> true, queue, task, Optional.empty(), OptionalInt.of(0), countsGiveBacks, Optional.empty());
    }

    /** That has come back so often, by the broker's count. */
    public static Delivery of(String queue, Task task, Optional<String> unreadable, OptionalInt count) {
        return of(() -> true, queue, task, unreadable, count, false, Optional.empty());
    }

    /** That a queue which does not count hands out again, in this life of its node. */
    public static Delivery again(String queue, Task task, String nodeMark) {
        return of(() -> true, queue, task, Optional.empty(), OptionalInt.empty(), true, Optional.of(nodeMark));
    }

    /** On a channel that is open as long as is said. */
    public static Delivery whileOpen(BooleanSupplier isOpen, String queue, Task task) {
        return of(isOpen, queue, task, Optional.empty(), OptionalInt.of(0), false, Optional.empty());
    }

    private static Delivery of(
            BooleanSupplier isOpen,
            String queue,
            Task task,
            Optional<String> unreadable,
            OptionalInt count,
            boolean countsGiveBacks,
            Optional<String> nodeMark) {
        Channel channel = (Channel) Proxy.newProxyInstance(
                Deliveries.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> method.getName().equals("isOpen") ? isOpen.getAsBoolean() : null);
        Settler.Means means =
                new Settler.Means(Runnable::run, Counter.builder("stale").register(new SimpleMeterRegistry()));
        Prefetch.Share share = new Prefetch(1, () -> {}).next().orElseThrow();
        return new Delivery(
                new Delivery.Source(queue, countsGiveBacks, nodeMark, share),
                task,
                unreadable,
                count.orElse(1) > 0,
                count,
                1,
                new Settler(channel, new AtOnce(), means));
    }

    private static final class AtOnce implements Gathering {

        @Override
        public <E extends Exception> void gather(Gathering.Sending<E> sending) throws IOException, E {
            sending.run();
        }
    }
}
