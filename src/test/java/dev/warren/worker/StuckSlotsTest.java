package dev.warren.worker;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Role;
import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class StuckSlotsTest extends TaskRunFixture {

    private final Slots slots = new Slots(
            new HandlerConfig() {
                @Override
                public int concurrency() {
                    return 2;
                }

                @Override
                public Kind handler() {
                    return Kind.JAVA;
                }
            },
            new SimpleMeterRegistry());
    private final StuckSlots check = new StuckSlots(Role.WORKER, running, slots);

    @Test
    void aliveWhileASlotCanBecomeFree() {
        slots.take(stuck());
        await().until(() -> running.stuck() == 1);
        assertThat(status()).isEqualTo(Status.UP);
        slots.take(stuck());
        await().until(() -> running.stuck() == 2);
        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void notAliveWhenWhatRunsAloneIsStuckForNothingIsStartedBesideIt() {
        slots.stopStarting(Hold.ALONE);
        assertThat(status()).isEqualTo(Status.UP);
        slots.startAgain(Hold.ALONE);
        slots.take(stuck());
        await().until(() -> running.stuck() == 1);
        slots.stopStarting(Hold.ALONE);
        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aliveWhileWhatRunsAloneRunsBesideAStuckOne() {
        slots.take(stuck());
        await().until(() -> running.stuck() == 1);
        slots.take(run("q", Optional.empty(), OptionalInt.of(0), new StubRun()));
        slots.stopStarting(Hold.ALONE);
        assertThat(status()).isEqualTo(Status.UP);
    }

    private TaskRun stuck() {
        settings.put("warren.worker.timeout", "10ms");
        StubRun stub = new StubRun();
        stub.heedsCancel = false;
        TaskRun run = run("q", Optional.empty(), OptionalInt.of(0), stub);
        settings.remove("warren.worker.timeout");
        return run;
    }

    private Status status() {
        return check.call().getStatus();
    }
}
