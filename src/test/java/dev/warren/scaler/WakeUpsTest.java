package dev.warren.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.depth.Backlog;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WakeUpsTest {

    private static final Backlog UNTENDED = new Backlog.Known(3, 0);
    private static final Backlog TENDED = new Backlog.Known(3, 1);

    private Instant now = Instant.EPOCH;

    private final WakeUps wakeUps = new WakeUps(() -> now);

    @Test
    void tasksThatNobodyTakesWakeAtOnceAndNowAndThen() {
        assertThat(wakeUps.isDue(UNTENDED)).isTrue();
        assertThat(wakeUps.isDue(UNTENDED)).isFalse();
        now = now.plus(Duration.ofSeconds(6));
        assertThat(wakeUps.isDue(UNTENDED)).isTrue();
    }

    @Test
    void nextTaskAfterNoneWakesAtOnce() {
        wakeUps.isDue(UNTENDED);
        assertThat(wakeUps.isDue(new Backlog.Known(0, 0))).isFalse();
        assertThat(wakeUps.isDue(UNTENDED)).isTrue();
    }

    @Test
    void workersThatAreThereAreNotWoken() {
        assertThat(wakeUps.isDue(TENDED)).isFalse();
    }

    @Test
    void whatIsNotKnownWakesNobodyAndForgetsNothing() {
        wakeUps.isDue(UNTENDED);
        assertThat(wakeUps.isDue(new Backlog.Unknown("away"))).isFalse();
        assertThat(wakeUps.isDue(new Backlog.NoQueue())).isFalse();
        assertThat(wakeUps.isDue(UNTENDED)).isFalse();
    }
}
