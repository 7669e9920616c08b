package dev.warren.worker;

import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.DelayRoutes;
import dev.warren.amqp.Destination;
import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Brings a task back to its queue later: by the delay ladder, and where there is none, after waiting in its slot. */
@ApplicationScoped
public class Postponement {

    /** A pause holds the task unacknowledged: within what the broker allows on top of the task time-out. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

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
     * @return completes when the broker has been told
     */
    CompletionStage<Void> postpone(Assignment assignment, Task next, Duration delay, String what) {
        Destination end = queues.settings(assignment.queue()).destination();
        if (delay.isZero() || delay.isNegative()) {
            return handOver(assignment, new Replacement(end, next, what));
        }
        Optional<Destination> route = routes.route(assignment.queue(), delay);
        Duration longest = route.isPresent() ? ladder.height() : LONGEST_PAUSE;
        boolean comesEarly = delay.compareTo(longest) > 0; // and is postponed again
        Task then = comesEarly ? next.withNotBefore(clock.instant().plus(delay)) : next;
        return route.isPresent()
                ? handOver(assignment, new Replacement(route.get(), then, what))
                : timer.pause(comesEarly ? longest : delay)
                        .thenCompose(over -> handOver(assignment, new Replacement(end, then, what)));
    }

    /** It was not started, which is nobody's failure: back to the queue, uncounted. */
    CompletionStage<Void> giveBack(Assignment assignment) {
        return assignment.delivery().countsGiveBacks()
                ? postpone(assignment, assignment.task(), Duration.ZERO, "return")
                : assignment.giveBack();
    }

    private CompletionStage<Void> handOver(Assignment assignment, Replacement replacement) {
        return handover.handOver(assignment, replacement).thenAccept(done -> {});
    }
}
