package dev.warren.gateway;

import dev.warren.amqp.Destination;
import dev.warren.amqp.Publisher;
import dev.warren.amqp.QueueSettings;
import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Hands tasks to their queues and counts what became of them. */
@ApplicationScoped
class Submitter {

    private final Publisher publisher;
    private final QueuesConfig queues;
    private final SubmitMetrics metrics;

    Submitter(Publisher publisher, QueuesConfig queues, SubmitMetrics metrics) {
        this.publisher = publisher;
        this.queues = queues;
        this.metrics = metrics;
    }

    /** Gives empty once the broker has confirmed the task, otherwise why not; on a thread of the publisher's. */
    Uni<Optional<Problem>> submit(String queue, Task task) {
        long start = System.nanoTime();
        Destination destination =
                QueueSettings.of(queue, queues.byName().get(queue)).destination();
        return Uni.createFrom()
                .completionStage(() -> publisher.publish(destination, task))
                .map(result -> PublishProblem.of(result, queue, task.id()))
                .invoke(problem -> metrics.record(
                        queue,
                        problem.map(Problem::slug).orElse(SubmitMetrics.ACCEPTED),
                        Duration.ofNanos(System.nanoTime() - start)));
    }
}
