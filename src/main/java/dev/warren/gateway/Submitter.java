package dev.warren.gateway;

import dev.warren.amqp.Destination;
import dev.warren.amqp.Publisher;
import dev.warren.amqp.QueueSettings;
import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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

    /** @return empty once the broker has confirmed the task, otherwise why not; completes on the publisher's thread */
    CompletionStage<Optional<Problem>> submit(String queue, Task task) {
        long start = System.nanoTime();
        Destination destination =
                QueueSettings.of(queue, queues.byName().get(queue)).destination();
        return publisher.publish(destination, task).thenApply(result -> {
            Optional<Problem> problem = PublishProblem.of(result, queue, task.id());
            String label = problem.map(Problem::slug).orElse(SubmitMetrics.ACCEPTED);
            metrics.record(queue, label, Duration.ofNanos(System.nanoTime() - start));
            return problem;
        });
    }
}
