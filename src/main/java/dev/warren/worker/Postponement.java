package dev.warren.worker;

import dev.warren.amqp.DelayRoutes;
import dev.warren.amqp.Destination;
import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final Timer timer;

    public Postponement(Handover handover, QueuesConfig queues, DelayRoutes routes, Timer timer) {
        this.handover = handover;
        this.queues = queues;
        this.routes = routes;
        this.timer = timer;
    }

    /**
     * @param next the task as it comes back
     * @param delay from now; without one it goes to the end of its queue at once
     * @param what that is, in words for the log
     * @return completes when the broker has been told; with whether it was published
     */
    CompletionStage<Boolean> postpone(Assignment assignment, Task next, Duration delay, String what) {
        Replacement atTheEnd =
                new Replacement(queues.settings(assignment.queue()).destination(), next, what);
        if (delay.isZero() || delay.isNegative()) {
            return handover.handOver(assignment, atTheEnd);
        }
        Optional<Destination> route = routes.route(assignment.queue(), delay);
        return route.isPresent()
                ? handover.handOver(assignment, new Replacement(route.get(), next, what))
                : timer.pause(delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE)
                        .thenCompose(over -> handover.handOver(assignment, atTheEnd));
    }

    /** It was not started, which is nobody's failure: back to the queue, uncounted. */
    CompletionStage<Void> giveBack(Assignment assignment) {
        return assignment.delivery().countsGiveBacks()
                ? postpone(assignment, assignment.task(), Duration.ZERO, "return")
                        .thenAccept(published -> {})
                : assignment.giveBack();
    }
}
