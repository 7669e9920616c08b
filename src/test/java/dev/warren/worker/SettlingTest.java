package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.ProcessName;
import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.Deliveries;
import dev.warren.amqp.Delivery;
import dev.warren.amqp.Destination;
import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Publisher;
import dev.warren.amqp.QueuesConfig;
import dev.warren.amqp.Topology;
import dev.warren.connector.Nack;
import dev.warren.handler.Run;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a run ends, the broker is told one thing, and the right one. */
class SettlingTest {

    private static final Task TASK = Task.of(new TaskId("t-1"), Payload.text("x"));

    private final Timer timer = new Timer();
    private final RunningTasks running = new RunningTasks();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> told = new ArrayList<>();
    private final List<Task> deadLetters = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "warren.worker.on-failure", "dead-letter",
            "warren.worker.requeue-pause", "1ms",
            "warren.queues.existing.kind", "existing"));
    private PublishResult published = new PublishResult.Confirmed();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void succeededTaskIsAcked() {
        settle("q", Outcome.succeeded());
        assertThat(told).containsExactly("ack");
    }

    @Test
    void deadTaskIsAckedAfterItsDeadLetterWasConfirmed() {
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("ack");
        assertThat(deadLetters).singleElement().satisfies(letter -> {
            assertThat(letter.attemptsMade()).isEqualTo(1);
            assertThat(letter.headers())
                    .containsEntry(FailureHeaders.REASON, "rejected")
                    .containsEntry(FailureHeaders.ERROR, "no use");
        });
    }

    @Test
    void reasonMayBeNull() {
        settle("q", Outcome.dead(null));
        assertThat(told).containsExactly("ack");
    }

    @Test
    void failedTaskGoesBackCountedWhenItIsToBeTriedAgain() {
        settings.put("warren.worker.on-failure", "requeue");
        settle("q", Outcome.failed(Failure.of(Reason.FAILED, "oops")));
        assertThat(told).containsExactly("REQUEUE");
    }

    @Test
    void taskStaysInItsQueueWhileItsDeadLetterCannotBePublished() {
        published = new PublishResult.Blocked("memory");
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("GIVE_BACK");
    }

    @Test
    void taskWhoseDeadLetterHasNowhereToGoComesToItsDeliveryLimit() {
        published = new PublishResult.Unroutable(Topology.DEAD, "q");
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("REQUEUE");
    }

    @Test
    void deadLetterThatIsTooLargeIsTheBrokersWhereItHasADeadLetterExchange() {
        published = new PublishResult.Invalid("headers too large");
        settle("q", Outcome.dead("no use"));
        settle("existing", Outcome.dead("no use"));
        assertThat(told).containsExactly("DEAD_LETTER", "REQUEUE");
    }

    @Test
    void unreadableTaskIsDeadWithoutARun() {
        run("q", Optional.of("malformed"), new StubRun())
                .start()
                .toCompletableFuture()
                .join();
        assertThat(told).containsExactly("ack");
        assertThat(deadLetters).singleElement().satisfies(letter -> assertThat(letter.headers())
                .containsEntry(FailureHeaders.REASON, "undecodable"));
    }

    @Test
    void taskThatIsStoppedWithItsWorkerGoesBackAndIsNotDead() {
        StubRun stub = new StubRun();
        CompletionStage<Void> slot = run("q", Optional.empty(), stub).start();
        running.stopAll(Failure.of(Reason.FAILED, "the worker was stopped"));
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(told).containsExactly("REQUEUE");
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void taskWhoseSettlingThrowsGoesBack() {
        published = null; // what no publisher does: an error in settling
        settle("q", Outcome.dead("no use"));
        assertThat(told).containsExactly("REQUEUE");
    }

    @Test
    void runThatIgnoresItsTimeoutIsSettledAndKeepsItsSlot() {
        settings.put("warren.worker.timeout", "10ms");
        StubRun stub = new StubRun();
        stub.heedsCancel = false;
        CompletionStage<Void> slot = run("q", Optional.empty(), stub).start();
        await().until(() -> told.contains("ack"));
        assertThat(deadLetters.get(0).headers()).containsEntry(FailureHeaders.REASON, "timed-out");
        assertThat(slot.toCompletableFuture()).isNotDone();
        assertThat(running.stuck()).isEqualTo(1);
        stub.ended.complete(null);
        assertThat(slot.toCompletableFuture()).isCompleted();
        assertThat(running.stuck()).isZero();
    }

    private void settle(String queue, Outcome outcome) {
        StubRun stub = new StubRun();
        stub.outcome.complete(outcome);
        stub.ended.complete(null);
        run(queue, Optional.empty(), stub).start().toCompletableFuture().join();
    }

    private TaskRun run(String queue, Optional<String> unreadable, Run run) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDiscoveredConverters()
                .withMapping(WorkerConfig.class)
                .withMapping(QueuesConfig.class)
                .withDefaultValues(settings)
                .build();
        WorkerConfig worker = config.getConfigMapping(WorkerConfig.class);
        Settlement settlement = new Settlement(
                publisher(),
                config.getConfigMapping(QueuesConfig.class),
                new FailurePolicy(worker),
                timer,
                worker,
                new ProcessName("test"),
                Clock.systemUTC(),
                metrics);
        Duration timeout = worker.timeout();
        EarlyTasks earlyTasks = new EarlyTasks(publisher(), new DelayLadder(0), timer, worker, Clock.systemUTC());
        return new TaskRun(
                assignment(queue, unreadable),
                new TaskRun.Means(attempt -> run, earlyTasks, settlement, running, timer, timeout, Clock.systemUTC()));
    }

    private Publisher publisher() {
        return (Destination destination, Task task) -> {
            assertThat(destination.exchange()).isEqualTo(Topology.DEAD);
            deadLetters.add(task);
            return published == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                    : CompletableFuture.completedFuture(published);
        };
    }

    private Assignment assignment(String queue, Optional<String> unreadable) {
        Delivery delivery = Deliveries.of(queue, TASK, unreadable);
        Message<Task> message = Message.of(
                TASK,
                Metadata.of(delivery),
                metadata -> {
                    told.add("ack");
                    return CompletableFuture.completedFuture(null);
                },
                (reason, metadata) -> {
                    told.add(metadata.get(Nack.class).orElseThrow().name());
                    return CompletableFuture.completedFuture(null);
                });
        return new Assignment(message, delivery);
    }

    /** A run that ends when it is told to. */
    private static final class StubRun implements Run {

        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        boolean heedsCancel = true;

        @Override
        public CompletionStage<Outcome> outcome() {
            return outcome;
        }

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }

        @Override
        public void cancel(Failure why) {
            outcome.complete(Outcome.failed(why));
            if (heedsCancel) {
                ended.complete(null);
            }
        }
    }
}
