package dev.warren.amqp;

import static org.awaitility.Awaitility.await;

import dev.warren.amqp.QueueConsumer.Subscription;
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
final class Core implements AutoCloseable {

    static final ConfirmingPublisher.Limits LIMITS =
            new ConfirmingPublisher.Limits(Duration.ofSeconds(5), 100, 10_000, 64 << 20);

    final Connections connections;
    private final List<AutoCloseable> opened = new ArrayList<>();

    Core(String amqpUrl) {
        this(amqpUrl, Duration.ofSeconds(10));
    }

    Core(String amqpUrl, Duration heartbeat) {
        Broker broker = Broker.ofUrl(amqpUrl, heartbeat, Duration.ofSeconds(5));
        connections = new Connections(broker, Optional.empty(), "test");
    }

    static String name(String about) {
        return about + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static Task task(String id) {
        return Task.of(new TaskId(id), Payload.text(id));
    }

    ConfirmingPublisher publisher(ConfirmingPublisher.Limits limits, QueueSettings... queues) {
        return publisher(limits, Topology.of(List.of(queues)));
    }

    ConfirmingPublisher publisher(ConfirmingPublisher.Limits limits, Topology topology) {
        ConfirmingPublisher publisher =
                new ConfirmingPublisher("publish", connections, topology, limits, new SimpleMeterRegistry());
        opened.add(publisher);
        publisher.start();
        return publisher;
    }

    ConfirmingPublisher connectedPublisher(QueueSettings... queues) {
        ConfirmingPublisher publisher = publisher(LIMITS, queues);
        await().until(() -> publisher.state().isUp());
        return publisher;
    }

    QueueConsumer consumer(QueueSettings queue, int prefetch, Consumer<Delivery> sink) {
        Subscription subscription =
                new Subscription(queue.name(), Topology.of(List.of(queue)), queue.kind(), prefetch, Optional.empty());
        QueueConsumer consumer =
                new QueueConsumer(connections, subscription, sink, Clock.systemUTC(), new SimpleMeterRegistry());
        opened.add(consumer);
        consumer.start();
        return consumer;
    }

    static PublishResult publish(Publisher publisher, Destination destination, Task task) {
        return publisher.publish(destination, task).toCompletableFuture().join();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }
}
