package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** Deliveries without a broker, for tests of what is done with them. */
public final class Deliveries {

    private Deliveries() {}

    /** On a channel that stays open and takes everything. */
    public static Delivery of(String queue, Task task, Optional<String> unreadable) {
        Channel open = (Channel) Proxy.newProxyInstance(
                Deliveries.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> method.getName().equals("isOpen") ? true : null);
        Delivery.Settling settling =
                new Delivery.Settling(Runnable::run, Counter.builder("stale").register(new SimpleMeterRegistry()));
        return new Delivery(queue, task, unreadable, false, 0, open, 1, settling);
    }
}
