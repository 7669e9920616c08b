package dev.warren.amqp;

import static dev.warren.harness.Patience.await;

import dev.warren.amqp.connection.Broker;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.consume.Delivery;
import dev.warren.amqp.consume.QueueConsumer;
import dev.warren.amqp.consume.QueueConsumer.Subscription;
import dev.warren.amqp.publish.ConfirmingPublisher;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The AMQP core without an application around it, connected to one broker; closed at the end of a test. */
public final class Core implements AutoCloseable {

    public static final ConfirmingPublisher.Limits LIMITS =
            new ConfirmingPublisher.Limits(Duration.ofMinutes(1), 100, 10_000, 64 << 20);

    public final Connections connections;
    private final List<AutoCloseable> opened = new ArrayList<>();

    public Core(String amqpUrl) {
        this(amqpUrl, Duration.ofSeconds(10));
    }

    public Core(String amqpUrl, Duration heartbeat) {
        Broker broker = Broker.ofUrl(amqpUrl, heartbeat, Duration.ofSeconds(5));
        connections = new Connections(broker, Optional.empty(), "test");
    }

    public static String name(String about) {
        return about + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static Task task(String id) {
        return Task.of(new TaskId(id), Payload.text(id));
    }

    public ConfirmingPublisher publisher(ConfirmingPublisher.Limits limits, QueueSettings... queues) {
        return publisher(limits, Topology.of(List.of(queues)));
    }

    public ConfirmingPublisher publisher(ConfirmingPublisher.Limits limits, Topology topology) {
        ConfirmingPublisher publisher =
                new ConfirmingPublisher("publish", connections, topology, limits, new SimpleMeterRegistry());
        opened.add(publisher);
        publisher.start();
        return publisher;
    }

    public ConfirmingPublisher connectedPublisher(QueueSettings... queues) {
        ConfirmingPublisher publisher = publisher(LIMITS, queues);
        await().until(() -> publisher.state().isUp());
        return publisher;
    }

    public QueueConsumer consumer(QueueSettings queue, int prefetch, Consumer<Delivery> sink) {
        Subscription subscription = new Subscription(
                queue.name(), Topology.of(List.of(queue)), queue.kind(), prefetch, Optional.empty(), () -> {});
        QueueConsumer consumer =
                new QueueConsumer(connections, subscription, sink, Clock.systemUTC(), new SimpleMeterRegistry());
        opened.add(consumer);
        consumer.start();
        return consumer;
    }

    public static PublishResult publish(Publisher publisher, Destination destination, Task task) {
        return publisher.publish(destination, task).toCompletableFuture().join();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }
}
