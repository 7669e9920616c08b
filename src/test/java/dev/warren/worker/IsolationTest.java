package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.consume.Deliveries;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.DelayRoutes;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.handler.HandlerConfig;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .forClassLoader(getClass().getClassLoader())
            .addDiscoveredConverters()
            .withMapping(HandlerConfig.class)
            .withMapping(QueuesConfig.class)
            .build();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Timer timer = new Timer();
    private final List<Destination> published = new ArrayList<>();
    private final Slots slots = new Slots(config.getConfigMapping(HandlerConfig.class), metrics);
    private final ScriptedIntake intake = new ScriptedIntake();
    private final Isolation isolation = new Isolation(slots, intake, postponement());

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void startsWhenNothingComesAnyMoreAndNothingElseIsHeld() {
        Suspect suspect = new Suspect();
        Work running = new Work();
        Work waiting = new Work();
        slots.take(running);
        slots.take(suspect);
        slots.take(waiting);
        assertThat(waiting.started).isFalse();
        intake.quiet.complete(null);
        assertThat(waiting.givenBack).isTrue();
        assertThat(suspect.runs).isFalse();
        running.end.complete(null);
        assertThat(suspect.runs).isTrue();
        assertThat(intake.isPaused).isTrue();
        suspect.end.complete(null);
        assertThat(intake.isPaused).isFalse();
        assertThat(slots.busy()).isZero();
    }

    @Test
    void secondOneComesBackLater() {
        Suspect first = new Suspect();
        Suspect second = new Suspect();
        slots.take(first);
        second.start();
        assertThat(second.runs).isFalse();
        assertThat(published).singleElement().satisfies(later -> assertThat(later.exchange())
                .isEqualTo("later"));
    }

    /** What waited may run alone next: then it is paused again, and must not be resumed by the one before. */
    @Test
    void nextOneThatRunsAloneIsNotDisturbedByTheEndOfTheOneBefore() {
        Suspect first = new Suspect();
        Suspect next = new Suspect();
        slots.take(first);
        intake.quiet.complete(null);
        slots.take(next);
        assertThat(next.runs).isFalse();
        first.end.completeExceptionally(new IllegalStateException("has failed"));
        assertThat(intake.isPaused).isTrue();
        intake.quiet.complete(null);
        assertThat(next.runs).isTrue();
        next.end.complete(null);
        assertThat(intake.isPaused).isFalse();
    }

    @Test
    void inADrainItIsGivenBack() {
        Suspect suspect = new Suspect();
        slots.take(suspect);
        slots.close();
        intake.quiet.complete(null);
        assertThat(suspect.runs).isFalse();
        assertThat(slots.busy()).isZero();
        assertThat(published).hasSize(1);
    }

    private Postponement postponement() {
        QueuesConfig queues = config.getConfigMapping(QueuesConfig.class);
        DelayRoutes routes = new DelayRoutes() {
            @Override
            public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
                throw new UnsupportedOperationException("only gateways ask");
            }

            @Override
            public Optional<Destination> route(String queue, Duration delay) {
                return Optional.of(new Destination("later", queue));
            }

            @Override
            public void declareAgain() {}
        };
        Handover handover =
                new Handover(publisher(), routes, queues, timer, Clock.systemUTC(), new TaskMetrics(metrics));
        return new Postponement(handover, queues, routes, new DelayLadder(22), timer, Clock.systemUTC());
    }

    private Publisher publisher() {
        return new Publisher() {
            @Override
            public CompletionStage<PublishResult> publish(Destination destination, Task task) {
                published.add(destination);
                return CompletableFuture.completedFuture(new PublishResult.Confirmed());
            }

            @Override
            public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task) {
                return publish(destination, task);
            }
        };
    }

    private static final class ScriptedIntake extends Intake {

        CompletableFuture<Void> quiet;
        boolean isPaused;

        ScriptedIntake() {
            super(null);
        }

        @Override
        CompletionStage<Void> pause(Hold why) {
            isPaused = true;
            quiet = new CompletableFuture<>();
            return quiet;
        }

        @Override
        void resume(Hold why) {
            isPaused = false;
        }
    }

    private static class Work implements Slots.Work {

        final CompletableFuture<Void> end = new CompletableFuture<>();
        boolean started;
        boolean givenBack;

        @Override
        public CompletionStage<Void> start() {
            started = true;
            return end;
        }

        @Override
        public CompletionStage<Void> giveBack() {
            givenBack = true;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isStale() {
            return false;
        }
    }

    private final class Suspect extends Work {

        boolean runs;

        @Override
        public CompletionStage<Void> start() {
            Task task = Task.of(new TaskId("t-1"), Payload.text(""));
            Assignment assignment = new Assignment(Message.of(task), Deliveries.of("q", task, true));
            return isolation.run(assignment, () -> {
                runs = true;
                return end;
            });
        }
    }
}
