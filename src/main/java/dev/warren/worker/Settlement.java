package dev.warren.worker;

import dev.warren.ProcessName;
import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Publisher;
import dev.warren.amqp.QueueSettings;
import dev.warren.amqp.QueuesConfig;
import dev.warren.connector.Nack;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Turns the outcome of a run into what the broker is told. The one place where a task leaves its queue. */
@ApplicationScoped
public class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);

    /** A pause holds the task unacknowledged: within what the broker allows on top of the task time-out. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);

    private final Publisher publisher;
    private final QueuesConfig queues;
    private final FailurePolicy policy;
    private final Timer timer;
    private final WorkerConfig config;
    private final ProcessName worker;
    private final Clock clock;
    private final MeterRegistry metrics;

    public Settlement(
            Publisher publisher,
            QueuesConfig queues,
            FailurePolicy policy,
            Timer timer,
            WorkerConfig config,
            ProcessName worker,
            Clock clock,
            MeterRegistry metrics) {
        this.publisher = publisher;
        this.queues = queues;
        this.policy = policy;
        this.timer = timer;
        this.config = config;
        this.worker = worker;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @return completes when the broker has been told, and the slot may take the next task */
    CompletionStage<Void> settle(Assignment assignment, Attempt attempt, Outcome outcome) {
        Outcome decided = outcome instanceof Outcome.Retry retry ? policy.decide(attempt, retry) : outcome;
        if (decided instanceof Outcome.Retry retry) {
            return retry(assignment, attempt, retry);
        }
        if (decided instanceof Outcome.Dead dead) {
            return bury(assignment, attempt, dead.failure());
        }
        count(attempt, "succeeded");
        return assignment.ack();
    }

    private CompletionStage<Void> retry(Assignment assignment, Attempt attempt, Outcome.Retry retry) {
        Duration asked = retry.delay().orElse(config.requeuePause());
        Duration pause = asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
        count(attempt, "retried");
        LOG.warnf(
                "task %s of queue %s failed (%s); it goes back to the queue in %d ms",
                attempt.id(), attempt.queue(), retry.failure(), pause.toMillis());
        return timer.pause(pause)
                .thenCompose(
                        over -> assignment.nack(Nack.REQUEUE, retry.failure().message()));
    }

    /** To the dead letters: acked only when its dead letter has been confirmed. */
    private CompletionStage<Void> bury(Assignment assignment, Attempt attempt, Failure failure) {
        QueueSettings queue = QueueSettings.of(attempt.queue(), queues.byName().get(attempt.queue()));
        Task letter = attempt.task()
                .withAttemptsMade(attempt.number())
                .withHeaders(FailureHeaders.of(failure, attempt.queue(), clock.instant(), worker.value()));
        return publisher.publish(queue.deadLetterDestination(), letter).thenCompose(result -> {
            if (result.isConfirmed()) {
                count(attempt, "dead");
                LOG.warnf(
                        "task %s of queue %s is dead (%s); it is kept in %s",
                        attempt.id(), attempt.queue(), failure, queue.deadLetters());
                return assignment.ack();
            }
            return keep(assignment, attempt, queue, result);
        });
    }

    /** Its dead letter can't be published: the task stays in its queue. */
    private CompletionStage<Void> keep(
            Assignment assignment, Attempt attempt, QueueSettings queue, PublishResult result) {
        count(attempt, "kept");
        LOG.errorf(
                "task %s of queue %s should go to %s, but that was not confirmed: %s; it stays in its queue",
                attempt.id(), queue.name(), queue.deadLetters(), result);
        if (result instanceof PublishResult.Invalid && queue.isDeclared()) {
            return assignment.nack(Nack.DEAD_LETTER, "too large with its failure; dead-lettered by the broker");
        }
        // A broker that is away is not the task's fault; what will fail again has to come to its delivery limit.
        Nack how = result.isPassing() ? Nack.GIVE_BACK : Nack.REQUEUE;
        return timer.pause(config.requeuePause())
                .thenCompose(over -> assignment.nack(how, "its dead letter was not confirmed"));
    }

    private void count(Attempt attempt, String outcome) {
        metrics.counter("warren.tasks", "queue", attempt.queue(), "outcome", outcome)
                .increment();
    }
}
