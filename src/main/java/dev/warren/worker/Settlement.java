package dev.warren.worker;

import dev.warren.ProcessName;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.connector.Nack;
import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvents;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import dev.warren.worker.TaskMetrics.Fate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Turns the outcome of a run into what the broker is told. */
@ApplicationScoped
public class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private final Handover handover;
    private final QueuesConfig queues;
    private final Postponement postponement;
    private final FailurePolicy policy;
    private final ProcessName worker;
    private final Clock clock;
    private final TaskMetrics metrics;
    private final TaskEvents events;

    public Settlement(
            Handover handover,
            QueuesConfig queues,
            Postponement postponement,
            FailurePolicy policy,
            ProcessName worker,
            Clock clock,
            TaskMetrics metrics,
            TaskEvents events) {
        this.handover = handover;
        this.queues = queues;
        this.postponement = postponement;
        this.policy = policy;
        this.worker = worker;
        this.clock = clock;
        this.metrics = metrics;
        this.events = events;
    }

    /** @return completes when the broker has been told, and the slot may take the next task */
    CompletionStage<Void> settle(Assignment assignment, Attempt attempt, Outcome outcome) {
        Outcome decided = outcome instanceof Outcome.Retry retry ? policy.decide(attempt, retry) : outcome;
        if (decided instanceof Outcome.Retry retry) {
            return retry(assignment, attempted(assignment, attempt), retry);
        }
        if (decided instanceof Outcome.Dead dead) {
            return bury(assignment, attempted(assignment, attempt), dead.failure());
        }
        metrics.count(attempt.queue(), Fate.SUCCEEDED);
        events.tell(TaskEvent.succeeded(attempt, clock.instant()));
        return assignment.ack();
    }

    private static Task attempted(Assignment assignment, Attempt attempt) {
        return assignment.task().withAttemptsMade(attempt.number());
    }

    private CompletionStage<Void> retry(Assignment assignment, Task attempted, Outcome.Retry retry) {
        Task next = withFailure(assignment, attempted, retry.failure()).withoutHeaders(FailureHeaders.CRASHES::equals);
        Duration delay = retry.delay().orElseThrow();
        LOG.warnf(
                "task %s of queue %s: attempt %d %s; the next one is to be in %d s",
                next.id(), assignment.queue(), next.attemptsMade(), retry.failure(), delay.toSeconds());
        return postponement.postpone(assignment, next, delay, "retry").thenAccept(published -> {
            if (published) {
                metrics.count(assignment.queue(), Fate.RETRIED);
                Instant now = clock.instant();
                events.tell(TaskEvent.retrying(assignment.queue(), next, retry.failure(), now, now.plus(delay)));
            }
        });
    }

    /**
     * To the dead letters.
     *
     * @param attempted the task with its attempts counted
     */
    CompletionStage<Void> bury(Assignment assignment, Task attempted, Failure failure) {
        QueueSettings queue = queues.settings(assignment.queue());
        Task letter = withFailure(assignment, attempted, failure);
        return handover.handOver(assignment, new Replacement(queue.deadLetterDestination(), letter, "dead letter"))
                .thenAccept(buried -> {
                    if (buried) {
                        tellDead(queue, letter, failure);
                    }
                });
    }

    /** To the dead letters, with what of it could not be read: so the broker moves it, where it would not drop it instead. */
    CompletionStage<Void> buryWhole(Assignment assignment, Failure failure) {
        QueueSettings queue = queues.settings(assignment.queue());
        if (!queue.isDeclared()) {
            return bury(assignment, assignment.task(), failure);
        }
        if (assignment.delivery().isStale()) {
            return CompletableFuture.completedFuture(null); // the broker has it back and hands it out again
        }
        return assignment
                .nack(Nack.DEAD_LETTER, failure.message())
                .thenRun(() -> tellDead(queue, withFailure(assignment, assignment.task(), failure), failure));
    }

    private void tellDead(QueueSettings queue, Task letter, Failure failure) {
        metrics.count(queue.name(), Fate.DEAD);
        events.tell(TaskEvent.dead(queue.name(), letter, failure, clock.instant()));
        LOG.warnf(
                "task %s of queue %s is dead after %d attempts (%s); it is kept in %s",
                letter.id(), queue.name(), letter.attemptsMade(), failure, queue.deadLetters());
    }

    private Task withFailure(Assignment assignment, Task attempted, Failure failure) {
        return attempted.withHeaders(
                FailureHeaders.of(attempted, failure, assignment.queue(), clock.instant(), worker.value()));
    }
}
