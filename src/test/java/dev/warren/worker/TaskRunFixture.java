package dev.warren.worker;

import dev.warren.ProcessName;
import dev.warren.Role;
import dev.warren.amqp.consume.Deliveries;
import dev.warren.amqp.consume.Delivery;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.amqp.topology.Topology;
import dev.warren.connector.Nack;
import dev.warren.event.TaskEvent;
import dev.warren.handler.HandlerConfig;
import dev.warren.handler.Run;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;

/** A task in a worker without a broker: what is published, and what the broker is told of the task, is written down. */
abstract class TaskRunFixture {

    static final Destination DEAD = new Destination(Topology.DEAD, "q");
    static final Destination ITSELF = new Destination(Topology.TASKS, "q");
    static final OptionalInt UNCOUNTED = OptionalInt.empty();
    static final Outcome FAILED = Outcome.failed(Failure.of(Reason.FAILED, "oops"));

    record Published(Destination destination, Task task) {}

    final Timer timer = new Timer();
    final RunningTasks running = new RunningTasks(timer);
    final DelayLadder ladder = new DelayLadder(22);
    final List<String> told = new ArrayList<>();
    final List<Published> published = new ArrayList<>();
    final List<TaskEvent> events = new CopyOnWriteArrayList<>();
    final Deque<PublishResult> results = new ArrayDeque<>();
    final Map<String, String> settings =
            new HashMap<>(Map.of("warren.worker.retry.jitter", "0", "warren.queues.existing.kind", "existing"));
    Task task = Task.of(new TaskId("t-1"), Payload.text("x"));
    boolean isLadderThere = true;
    int declaredAgain;

    @AfterEach
    void close() {
        timer.close();
    }

    void settle(String queue, Outcome outcome) {
        start(queue, outcome).toCompletableFuture().join();
    }

    CompletionStage<Void> start(String queue, Outcome outcome) {
        return run(queue, Optional.empty(), OptionalInt.of(0), new StubRun(outcome))
                .start();
    }

    TaskRun run(String queue, Optional<String> unreadable, OptionalInt count, StubRun run) {
        return run(Deliveries.of(queue, task, unreadable, count), run);
    }

    TaskRun run(Delivery delivery, StubRun run) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDiscoveredConverters()
                .withMapping(WorkerConfig.class)
                .withMapping(HandlerConfig.class)
                .withMapping(RetryConfig.class)
                .withMapping(QueuesConfig.class)
                .withDefaultValues(settings)
                .build();
        Clock clock = Clock.systemUTC();
        RetryConfig retries = config.getConfigMapping(RetryConfig.class);
        QueuesConfig queues = config.getConfigMapping(QueuesConfig.class);
        TaskMetrics metrics = new TaskMetrics(new SimpleMeterRegistry());
        FailurePolicy policy = new FailurePolicy(retries, ladder, clock);
        Handover handover = new Handover(publisher(), routes(), queues, timer, clock, metrics);
        Postponement postponement = new Postponement(handover, queues, routes(), ladder, timer, clock);
        Settlement settlement = new Settlement(
                handover, queues, postponement, policy, new ProcessName("test"), clock, metrics, events::add);
        EarlyTasks earlyTasks = new EarlyTasks(postponement, ladder, timer, clock);
        Slots slots = new Slots(config.getConfigMapping(HandlerConfig.class), new SimpleMeterRegistry());
        Admission admission = new Admission(
                earlyTasks,
                new Isolation(slots, quiet(), postponement),
                settlement,
                postponement,
                policy,
                clock,
                events::add);
        WorkerConfig worker = config.getConfigMapping(WorkerConfig.class);
        return new TaskRun(
                assignment(delivery),
                new TaskRun.Means(
                        attempt -> run.started(),
                        admission,
                        postponement,
                        settlement,
                        running,
                        new Shift(Role.WORKER, worker, slots, timer, clock),
                        worker.timeout(),
                        clock,
                        events::add));
    }

    private static Intake quiet() {
        return new Intake(null) {
            @Override
            CompletionStage<Void> pause(Hold why) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            void resume(Hold why) {}
        };
    }

    private Publisher publisher() {
        return new Publisher() {
            @Override
            public CompletionStage<PublishResult> publish(Destination destination, Task message) {
                throw new UnsupportedOperationException("what may still arrive must not be published again");
            }

            @Override
            public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task message) {
                if (settings.containsKey("broken")) {
                    return CompletableFuture.failedFuture(new IllegalStateException("what no publisher does"));
                }
                published.add(new Published(destination, message));
                PublishResult result = results.isEmpty() ? new PublishResult.Confirmed() : results.remove();
                return CompletableFuture.completedFuture(result);
            }
        };
    }

    private DelayRoutes routes() {
        return new DelayRoutes() {
            @Override
            public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
                throw new UnsupportedOperationException("only gateways ask");
            }

            @Override
            public Optional<Destination> route(String queue, Duration delay) {
                return isLadderThere ? ladder.destination(queue, ladder.atMostHeight(delay)) : Optional.empty();
            }

            @Override
            public void declareAgain() {
                declaredAgain++;
            }
        };
    }

    private Assignment assignment(Delivery delivery) {
        Message<Task> message = Message.of(
                task,
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
    static class StubRun implements Run {

        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        boolean heedsCancel = true;
        boolean started;

        StubRun() {}

        /** That has come to this already. */
        StubRun(Outcome result) {
            outcome.complete(result);
            ended.complete(null);
        }

        StubRun started() {
            started = true;
            return this;
        }

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
