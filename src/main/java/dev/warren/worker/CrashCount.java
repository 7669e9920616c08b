package dev.warren.worker;

import dev.warren.amqp.QueuesConfig;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * How often a task has come back without an outcome, because its worker died with it or lost the broker. Quorum queues count
 * that; for others the task itself does: it is published anew, with the count, and goes to the end of its queue.
 */
@ApplicationScoped
public class CrashCount {

    /** What a task from a queue that does not count has come to. */
    public static final String HEADER = "warren-crashes";

    private final Handover handover;
    private final QueuesConfig queues;

    public CrashCount(Handover handover, QueuesConfig queues) {
        this.handover = handover;
        this.queues = queues;
    }

    /** Whether it has come back and nobody has counted that. */
    boolean isBehind(Assignment assignment) {
        return assignment.delivery().deliveryCount().isEmpty();
    }

    /** In a row: any outcome starts the count anew. */
    int of(Assignment assignment) {
        return counted(assignment.task())
                + assignment.delivery().deliveryCount().orElse(0);
    }

    /** @return completes when the task has been replaced by the one that counts */
    CompletionStage<Void> catchUp(Assignment assignment) {
        Task task = assignment.task();
        Task next = task.withAttemptsMade(task.attemptsMade() + 1).withHeaders(Map.of(HEADER, counted(task) + 1));
        Replacement replacement =
                new Replacement(queues.settings(assignment.queue()).destination(), next, "count of crashes");
        return handover.handOver(assignment, replacement).thenAccept(done -> {});
    }

    private static int counted(Task task) {
        return task.headers().get(HEADER) instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }
}
