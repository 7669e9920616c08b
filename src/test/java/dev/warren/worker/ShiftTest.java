package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Role;
import dev.warren.handler.HandlerConfig;
import dev.warren.harness.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private static final Duration MAX_IDLE = Duration.ofHours(1);

    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .forClassLoader(getClass().getClassLoader())
            .addDiscoveredConverters()
            .withMapping(WorkerConfig.class)
            .withMapping(HandlerConfig.class)
            .withDefaultValues(Map.of("warren.worker.max-idle", MAX_IDLE.toString()))
            .build();
    private final Slots slots = new Slots(config.getConfigMapping(HandlerConfig.class), new SimpleMeterRegistry());
    private final Timer timer = new Timer();
    private final SettableClock clock = new SettableClock();
    private final Shift shift =
            new Shift(Role.WORKER, config.getConfigMapping(WorkerConfig.class), slots, timer, clock);

    @AfterEach
    void close() {
        timer.close();
    }

    /** Each is over when it is looked for. */
    @Test
    void isNotIdleWhileQuickTasksCome() {
        shift.begin(new StartupEvent());
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(40));
            assertThat(shift.mayStartOneMore()).isTrue();
            assertThat(shift.hasBeenIdleFor(MAX_IDLE)).isFalse();
        }
        clock.advance(Duration.ofMinutes(59));
        assertThat(shift.hasBeenIdleFor(MAX_IDLE)).isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(shift.hasBeenIdleFor(MAX_IDLE)).isTrue();
    }

    /** A task whose time comes only then, say. */
    @Test
    void startsNothingThatHasWaitedUntilTheWorkerDrains() {
        slots.close();
        assertThat(shift.mayStartOneMore()).isFalse();
    }
}
