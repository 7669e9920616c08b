package dev.warren.gateway.submit;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.depth.Backlogs;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvents;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.problem.PublishProblem;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands tasks to their queues and counts what became of them. */
@ApplicationScoped
public class Submitter {

    private static final Problem NAME_TOO_LONG = Problem.of(
            ProblemType.INVALID_TASK,
            "The queue's name is too long for delays: 199 bytes at most. The task was not kept.");

    private final Publisher publisher;
    private final QueuesConfig queues;
    private final DelayLadder ladder;
    private final DelayRoutes routes;
    private final Backlogs backlogs;
    private final Clock clock;
    private final SubmitMetrics metrics;
    private final TaskEvents events;

    Submitter(
            Publisher publisher,
            QueuesConfig queues,
            DelayLadder ladder,
            DelayRoutes routes,
            Backlogs backlogs,
            Clock clock,
            SubmitMetrics metrics,
            TaskEvents events) {
        this.publisher = publisher;
        this.queues = queues;
        this.ladder = ladder;
        this.routes = routes;
        this.backlogs = backlogs;
        this.clock = clock;
        this.metrics = metrics;
        this.events = events;
    }

    /** Gives empty once the broker has confirmed the task, otherwise why not; on a thread of the publisher's. */
    CompletionStage<Optional<Problem>> submit(String queue, Task task) {
        long start = System.nanoTime();
        Duration delay = task.notBefore()
                .map(due -> Duration.between(clock.instant(), due))
                .orElse(Duration.ZERO);
        return (delay.isZero() || delay.isNegative() ? submitNow(queue, task) : submitLater(queue, task, delay))
                .thenApply(problem -> {
                    tell(queue, task, problem, Duration.ofNanos(System.nanoTime() - start));
                    return problem;
                });
    }

    private void tell(String queue, Task task, Optional<Problem> problem, Duration took) {
        metrics.record(queue, problem.map(Problem::slug).orElse(ResultMetrics.ACCEPTED), took);
        if (problem.isEmpty()) {
            events.tell(TaskEvent.accepted(queue, task, clock.instant()));
        }
    }

    private CompletionStage<Optional<Problem>> submitNow(String queue, Task task) {
        Destination destination = queues.settings(queue).destination();
        return publisher.publish(destination, task).thenApply(result -> {
            Optional<Problem> problem = PublishProblem.of(result, queue, task.id());
            if (problem.isEmpty()) {
                backlogs.lookSoon(queue);
            }
            return problem;
        });
    }

    private CompletionStage<Optional<Problem>> submitLater(String queue, Task task, Duration delay) {
        Optional<Destination> destination = ladder.destination(queue, delay);
        if (destination.isEmpty()) {
            return refused(tooLong(ladder.height()), queue, task);
        }
        if (!ladder.reaches(queue)) {
            return refused(NAME_TOO_LONG, queue, task);
        }
        return routes.obstacle(queue)
                .thenCompose(obstacle -> obstacle.isPresent()
                        ? CompletableFuture.completedFuture(obstacle.get())
                        : publisher.publish(destination.get(), task).thenApply(this::sayWhatIsMissing))
                .thenApply(result -> PublishProblem.of(result, queue, task.id()));
    }

    /** The queue is there, so it is a part of the ladder that is not. */
    private PublishResult sayWhatIsMissing(PublishResult result) {
        if (result instanceof PublishResult.Unroutable unroutable) {
            routes.declareAgain();
            return new PublishResult.Unavailable("on the broker something of the delays is missing behind exchange "
                    + unroutable.exchange() + "; it is being declared again (warren delays verify says what)");
        }
        return result;
    }

    private static CompletionStage<Optional<Problem>> refused(Problem problem, String queue, Task task) {
        return CompletableFuture.completedFuture(
                Optional.of(problem.with("queue", queue).with("id", task.id().value())));
    }

    /** @param longest delay that there can be */
    public static Problem tooLong(Duration longest) {
        return Problem.of(
                        ProblemType.DELAY_TOO_LONG,
                        longest.isZero()
                                ? "Delays are turned off here: warren.delay.levels turns them on. The task was not kept."
                                : "A task can be delayed by " + longest.toSeconds() + " s (" + longest.toDays()
                                        + " days) at most; warren.delay.levels sets that. The task was not kept.")
                .with("limit", longest.toSeconds());
    }
}
