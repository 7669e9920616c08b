package dev.warren.worker;

import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.connector.Nack;
import dev.warren.task.RetryPolicy;
import dev.warren.worker.TaskMetrics.Fate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Lets a task leave its queue for another place: published and confirmed there first, acknowledged here then. While that can't
 * be published, the task is held and not run again.
 */
@ApplicationScoped
public class Handover {

    private static final Logger LOG = Logger.getLogger(Handover.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final RetryPolicy PAUSES =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, LONGEST_PAUSE, 0.1);

    /** A held task is unacknowledged: within what the broker allows on top of the task time-out. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of a task that was not started, counted from the first, while the worker ends: about half a minute. */
    private static final int ATTEMPTS_IN_A_DRAIN = 30;

    private static final Duration STEP_IN_A_DRAIN = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final DelayRoutes routes;
    private final QueuesConfig queues;
    private final Timer timer;
    private final Clock clock;
    private final TaskMetrics metrics;

    public Handover(
            Publisher publisher,
            DelayRoutes routes,
            QueuesConfig queues,
            Timer timer,
            Clock clock,
            TaskMetrics metrics) {
        this.publisher = publisher;
        this.routes = routes;
        this.queues = queues;
        this.timer = timer;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @return completes when the broker has been told; with whether the replacement was published */
    CompletionStage<Boolean> handOver(Assignment assignment, Replacement replacement) {
        return publish(assignment, replacement, clock.instant().plus(PATIENCE), 1);
    }

    private CompletionStage<Boolean> publish(
            Assignment assignment, Replacement replacement, Instant until, int attempt) {
        if (assignment.delivery().isStale()) {
            return CompletableFuture.completedFuture(false); // the broker hands it out again: now there would be two
        }
        return answer(replacement, until).thenCompose(result -> {
            if (result.isConfirmed()) {
                return assignment.ack().thenApply(acked -> true);
            }
            if (attempt == 1) {
                metrics.count(assignment.queue(), Fate.KEPT);
                LOG.errorf(
                        "the %s of task %s of queue %s was not confirmed: %s; the task stays in its queue",
                        replacement.what(), assignment.task().id(), assignment.queue(), result);
            }
            if (result instanceof PublishResult.Unroutable) {
                routes.declareAgain();
            }
            if (result instanceof PublishResult.Unconfirmed) {
                return requeue(assignment, replacement);
            }
            return result instanceof PublishResult.Invalid
                    ? giveUp(assignment, replacement)
                    : retain(assignment, replacement, until, attempt);
        });
    }

    /** Not published again before the broker has answered: it may only be slow, and would have the task twice then. */
    private CompletionStage<PublishResult> answer(Replacement replacement, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        Duration patience = timer.isEnding() || left.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : left;
        return publisher.publishUntilAnswered(replacement.destination(), replacement.task(), patience);
    }

    private CompletionStage<Boolean> retain(
            Assignment assignment, Replacement replacement, Instant until, int attempt) {
        boolean mayTryAgain = !timer.isEnding() || replacement.isUnstarted() && attempt < ATTEMPTS_IN_A_DRAIN;
        if (!mayTryAgain || clock.instant().isAfter(until)) {
            return requeue(assignment, replacement);
        }
        return pauseAfter(attempt).thenCompose(over -> publish(assignment, replacement, until, attempt + 1));
    }

    private CompletionStage<Void> pauseAfter(int attempt) {
        return timer.isEnding()
                ? timer.after(STEP_IN_A_DRAIN)
                : timer.pause(
                        PAUSES.delayAfter(attempt, ThreadLocalRandom.current()).orElse(LONGEST_PAUSE));
    }

    /** Too large with what Warren adds, now and ever: the broker can still move it, without the reason. */
    private CompletionStage<Boolean> giveUp(Assignment assignment, Replacement replacement) {
        return queues.settings(assignment.queue()).isDeclared()
                ? assignment
                        .nack(Nack.DEAD_LETTER, "too large with its failure; dead-lettered by the broker")
                        .thenApply(told -> false)
                : timer.pause(LONGEST_PAUSE).thenCompose(over -> requeue(assignment, replacement));
    }

    /** Counted by a quorum queue: so that even this ends sometime. */
    private static CompletionStage<Boolean> requeue(Assignment assignment, Replacement replacement) {
        return assignment
                .nack(Nack.REQUEUE, "its " + replacement.what() + " was not confirmed")
                .thenApply(told -> false);
    }
}
