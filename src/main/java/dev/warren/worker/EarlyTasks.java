package dev.warren.worker;

import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.Destination;
import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Publisher;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tasks that come before they may be started. From the gateway they come early only when clocks differ; any program may put
 * the header on a task of its own.
 */
@ApplicationScoped
public class EarlyTasks {

    private static final Logger LOG = Logger.getLogger(EarlyTasks.class);

    /** As long as it takes the ladder at least. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final DelayLadder ladder;
    private final Timer timer;
    private final WorkerConfig config;
    private final Clock clock;

    public EarlyTasks(Publisher publisher, DelayLadder ladder, Timer timer, WorkerConfig config, Clock clock) {
        this.publisher = publisher;
        this.ladder = ladder;
        this.timer = timer;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Starts the task when its time has come. A short while it waits in its slot; for a longer one it leaves the slot to others,
     * and comes back by the delay ladder; where that is off, the task starts at once.
     *
     * @return completes when the slot is free again
     */
    CompletionStage<Void> whenDue(Assignment assignment, Supplier<CompletionStage<Void>> start) {
        Duration left = left(assignment.task());
        if (left.isZero() || !ladder.isOn()) {
            return start.get();
        }
        return left.compareTo(SHORT) <= 0 ? startAfter(left, assignment, start) : delay(left, assignment);
    }

    private CompletionStage<Void> startAfter(
            Duration left, Assignment assignment, Supplier<CompletionStage<Void>> start) {
        return timer.pause(left.plusMillis(1)).thenCompose(over -> {
            // A drain cuts pauses short; a lost connection has given the task back.
            boolean starts =
                    left(assignment.task()).isZero() && !assignment.delivery().isStale();
            return starts ? start.get() : assignment.giveBack();
        });
    }

    private CompletionStage<Void> delay(Duration left, Assignment assignment) {
        Duration possible = left.compareTo(ladder.height()) < 0 ? left : ladder.height();
        Destination destination =
                ladder.destination(assignment.queue(), possible).orElseThrow();
        return publisher.publish(destination, assignment.task()).thenCompose(result -> {
            if (result.isConfirmed()) {
                return assignment.ack();
            }
            return keep(assignment, result);
        });
    }

    private CompletionStage<Void> keep(Assignment assignment, PublishResult result) {
        LOG.warnf(
                "task %s of queue %s is early, but delaying it was not confirmed: %s; it stays in its queue",
                assignment.task().id(), assignment.queue(), result);
        return timer.pause(config.requeuePause()).thenCompose(over -> assignment.giveBack());
    }

    private Duration left(Task task) {
        return task.notBefore()
                .map(due -> Duration.between(clock.instant(), due))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }
}
