package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerTest {

    private final Timer timer = new Timer();

    @AfterEach
    void close() {
        timer.close();
    }

    /** A worker sets one for each task, half an hour from now: thousands a second. */
    @Test
    void whatIsCancelledIsNotKeptUntilItIsDue() {
        for (int i = 0; i < 1_000; i++) {
            timer.after(Duration.ofHours(1), () -> {}).cancel(false);
        }

        assertThat(timer.waiting()).isZero();
    }
}
