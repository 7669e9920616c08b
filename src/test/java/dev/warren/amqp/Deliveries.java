package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalInt;

/** Deliveries without a broker, for tests of what is done with them. */
public final class Deliveries {

    private Deliveries() {}

    /** On a channel that stays open and takes everything. */
    public static Delivery of(String queue, Task task, Optional<String> unreadable) {
        return of(queue, task, unreadable, OptionalInt.of(0));
    }

    /** That has come back so often, by the broker's count. */
    public static Delivery of(String queue, Task task, Optional<String> unreadable, OptionalInt count) {
        Channel open = (Channel) Proxy.newProxyInstance(
                Deliveries.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> method.getName().equals("isOpen") ? true : null);
        Delivery.Settling settling =
                new Delivery.Settling(Runnable::run, Counter.builder("stale").register(new SimpleMeterRegistry()));
        return new Delivery(queue, task, unreadable, count.orElse(1) > 0, count, open, 1, settling);
    }
}
