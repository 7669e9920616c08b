package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Role;
import dev.warren.amqp.consume.PauseWatch.Sight;
import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PauseTest {

    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .forClassLoader(getClass().getClassLoader())
            .addDiscoveredConverters()
            .withMapping(WorkerConfig.class)
            .withMapping(HandlerConfig.class)
            .build();
    private final Slots slots = new Slots(config.getConfigMapping(HandlerConfig.class), new SimpleMeterRegistry());
    private final ScriptedIntake intake = new ScriptedIntake();
    private final Pause pause = new Pause(
            Role.WORKER, config.getConfigMapping(WorkerConfig.class), null, slots, intake, new SimpleMeterRegistry());

    @Test
    void pausedWorkerTakesNothingAndStartsNothingUntilItIsResumed() {
        pause.seen(Sight.RUNNING);
        Work running = new Work();
        slots.take(running);
        pause.seen(Sight.PAUSED);
        Work late = new Work();
        slots.take(late);

        assertThat(intake.holds).containsExactly(Hold.PAUSED);
        assertThat(late.started).isFalse();
        intake.quiet.complete(null);
        assertThat(late.givenBack).isTrue();
        assertThat(running.givenBack).isFalse();

        pause.seen(Sight.RUNNING);
        slots.take(late);
        assertThat(intake.holds).isEmpty();
        assertThat(late.started).isTrue();
    }

    @Test
    void oneThatCanNotSeeItRunsOnAndWhatWasSeenLastCounts() {
        pause.seen(Sight.UNANSWERED);
        assertThat(pause.describe()).startsWith("running");
        pause.seen(Sight.PAUSED);
        pause.seen(Sight.UNANSWERED);
        assertThat(pause.isOn()).isTrue();
        pause.seen(Sight.FORBIDDEN);
        assertThat(pause.isOn()).isFalse();
        assertThat(intake.holds).isEmpty();
    }

    @Test
    void taskThatRunsAloneMeanwhileEndsTheOtherHoldOnly() {
        slots.stopStarting(Hold.ALONE);
        pause.seen(Sight.PAUSED);
        slots.startAgain(Hold.ALONE);
        Work next = new Work();
        slots.take(next);

        assertThat(next.started).isFalse();
    }

    private static final class ScriptedIntake extends Intake {

        final CompletableFuture<Void> quiet = new CompletableFuture<>();
        final Set<Hold> holds = EnumSet.noneOf(Hold.class);

        ScriptedIntake() {
            super(null);
        }

        @Override
        CompletionStage<Void> pause(Hold why) {
            holds.add(why);
            return quiet;
        }

        @Override
        void resume(Hold why) {
            holds.remove(why);
        }
    }

    private static final class Work implements Slots.Work {

        private boolean started;
        private boolean givenBack;

        @Override
        public CompletionStage<Void> start() {
            started = true;
            return new CompletableFuture<>();
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
}
