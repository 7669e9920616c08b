package dev.warren.worker;

import dev.warren.ProcessName;
import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.QueueSettings;
import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import dev.warren.worker.TaskMetrics.Fate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Turns the outcome of a run into what the broker is told. */
@ApplicationScoped
public class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private final Handover handover;
    private final QueuesConfig queues;
    private final DelayLadder ladder;
    private final Postponement postponement;
    private final FailurePolicy policy;
    private final ProcessName worker;
    private final Clock clock;
    private final TaskMetrics metrics;

    public Settlement(
            Handover handover,
            QueuesConfig queues,
            DelayLadder ladder,
            Postponement postponement,
            FailurePolicy policy,
            ProcessName worker,
            Clock clock,
            TaskMetrics metrics) {
        this.handover = handover;
        this.queues = queues;
        this.ladder = ladder;
        this.postponement = postponement;
        this.policy = policy;
        this.worker = worker;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @return completes when the broker has been told, and the slot may take the next task */
    CompletionStage<Void> settle(Assignment assignment, Attempt attempt, Outcome outcome) {
        Outcome decided = outcome instanceof Outcome.Retry retry ? policy.decide(attempt, retry) : outcome;
        if (decided instanceof Outcome.Retry retry) {
            return retry(assignment, attempt.number(), retry);
        }
        if (decided instanceof Outcome.Dead dead) {
            return bury(assignment, attempt.number(), dead.failure());
        }
        metrics.count(attempt.queue(), Fate.SUCCEEDED);
        return assignment.ack();
    }

    private CompletionStage<Void> retry(Assignment assignment, int attempts, Outcome.Retry retry) {
        Task next = failed(assignment, attempts, retry.failure()).withoutHeaders(FailureHeaders.CRASHES::equals);
        Duration delay = ladder.rounded(retry.delay().orElseThrow());
        metrics.count(assignment.queue(), Fate.RETRIED);
        LOG.warnf(
                "task %s of queue %s: attempt %d %s; the next one in %d s",
                next.id(), assignment.queue(), attempts, retry.failure(), delay.toSeconds());
        return postponement.postpone(assignment, next, delay, "retry");
    }

    /**
     * To the dead letters.
     *
     * @param attempts how many were made
     */
    CompletionStage<Void> bury(Assignment assignment, int attempts, Failure failure) {
        QueueSettings queue = queues.settings(assignment.queue());
        Task letter = failed(assignment, attempts, failure);
        return handover.handOver(assignment, new Replacement(queue.deadLetterDestination(), letter, "dead letter"))
                .thenAccept(buried -> {
                    if (buried) {
                        metrics.count(queue.name(), Fate.DEAD);
                        LOG.warnf(
                                "task %s of queue %s is dead after %d attempts (%s); it is kept in %s",
                                letter.id(), queue.name(), attempts, failure, queue.deadLetters());
                    }
                });
    }

    private Task failed(Assignment assignment, int attempts, Failure failure) {
        Task task = assignment.task();
        return task.withAttemptsMade(attempts)
                .withHeaders(FailureHeaders.of(
                        task, failure, assignment.queue(), attempts, clock.instant(), worker.value()));
    }
}
