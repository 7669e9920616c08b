package dev.warren.worker;

import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Brings a task back to its queue later: by the delay ladder, and where there is none, after waiting in its slot. */
@ApplicationScoped
public class Postponement {

    /** A pause holds the task unacknowledged: within what the broker allows on top of the task time-out. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Handover handover;
    private final QueuesConfig queues;
    private final DelayRoutes routes;
    private final DelayLadder ladder;
    private final Timer timer;
    private final Clock clock;

    public Postponement(
            Handover handover, QueuesConfig queues, DelayRoutes routes, DelayLadder ladder, Timer timer, Clock clock) {
        this.handover = handover;
        this.queues = queues;
        this.routes = routes;
        this.ladder = ladder;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * @param next the task as it comes back
     * @param delay from now; without one it goes to the end of its queue at once
     * @param what that is, in words for the log
     * @return completes when the broker has been told; with whether it was published
     */
    CompletionStage<Boolean> postpone(Assignment assignment, Task next, Duration delay, String what) {
        return postpone(assignment, assignment.marked(next), delay, LONGEST_PAUSE, what);
    }

    /** Looks again every second: a ladder that is being declared is soon there. */
    private CompletionStage<Boolean> postpone(
            Assignment assignment, Task next, Duration delay, Duration patience, String what) {
        if (assignment.delivery().isStale()) {
            return CompletableFuture.completedFuture(false); // the broker hands it out again
        }
        if (!delay.isZero() && !delay.isNegative()) {
            Optional<Destination> route = routes.route(assignment.queue(), delay);
            if (route.isPresent()) {
                boolean comesEarly = delay.compareTo(ladder.height()) > 0; // and is postponed again
                Task then = comesEarly ? notBefore(delay, next) : next;
                return handover.handOver(assignment, new Replacement(route.get(), then, what));
            }
            if (!patience.isNegative() && !timer.isEnding()) {
                Duration step = delay.compareTo(LOOK_AGAIN) < 0 ? delay : LOOK_AGAIN;
                return timer.pause(step)
                        .thenCompose(over -> postpone(assignment, next, delay.minus(step), patience.minus(step), what));
            }
        }
        Destination end = queues.settings(assignment.queue()).destination();
        Task then = delay.isZero() || delay.isNegative() ? next : notBefore(delay, next);
        return handover.handOver(assignment, new Replacement(end, then, what));
    }

    /** Any program may ask for the end of time, and the clock has moved on since it was seen how long that is. */
    private Task notBefore(Duration delay, Task task) {
        Instant now = clock.instant();
        boolean isNever = delay.compareTo(Duration.between(now, Instant.MAX)) >= 0;
        return task.withNotBefore(isNever ? Instant.MAX : now.plus(delay));
    }

    /** It was not started, which is nobody's failure: back to the queue, uncounted, unless it would lose its headers for that. */
    CompletionStage<Void> giveBack(Assignment assignment) {
        return assignment.delivery().countsGiveBacks() && !assignment.delivery().lacksHeaders()
                ? postpone(assignment, assignment.task(), Duration.ZERO, Replacement.RETURN)
                        .thenAccept(published -> {})
                : assignment.giveBack();
    }
}
