package dev.warren.worker;

import dev.warren.amqp.consume.Delivery;
import dev.warren.event.TaskEvents;
import dev.warren.handler.TaskRunner;
import dev.warren.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Receives the tasks of the worker's queue. */
@ApplicationScoped
public class Worker {

    /** The channel, mapped to the queue in {@code application.properties}. */
    public static final String CHANNEL = "work";

    private final Slots slots;
    private final TaskRun.Means means;

    public Worker(
            Slots slots,
            TaskRunner runner,
            Admission admission,
            Postponement postponement,
            Settlement settlement,
            RunningTasks running,
            Shift shift,
            WorkerConfig config,
            Clock clock,
            TaskEvents events) {
        this.slots = slots;
        this.means = new TaskRun.Means(
                runner, admission, postponement, settlement, running, shift, config.timeout(), clock, events);
    }

    /**
     * Returns at once, so that the next task is received while this one runs: SmallRye calls a method again only after the
     * stage that it returned has completed. The task is acked when it is done, by {@link Settlement}; the prefetch keeps the
     * broker from sending more than there are slots.
     */
    @Incoming(CHANNEL)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> receive(Message<Task> message) {
        Delivery delivery = message.getMetadata(Delivery.class).orElseThrow();
        slots.take(new TaskRun(new Assignment(message, delivery), means));
        return CompletableFuture.completedFuture(null);
    }
}
