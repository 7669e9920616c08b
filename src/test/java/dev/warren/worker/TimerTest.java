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

    /** Of many things that are to be done in an hour few may be left in a second. */
    @Test
    void whatIsCancelledIsNotKeptUntilItIsDue() {
        for (int i = 0; i < 1_000; i++) {
            timer.after(Duration.ofHours(1), () -> {}).cancel(false);
        }

        assertThat(timer.waiting()).isZero();
    }
}
