package dev.warren.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(-42);
    private final Pace pace = new Pace(1000, now::get);

    @Test
    void noMoreThanSoManyASecond() {
        long start = now.get();
        int count = 0;
        while (now.get() - start < Duration.ofSeconds(10).toNanos()) {
            now.addAndGet(pace.next().toNanos());
            count++;
        }

        assertThat(count).isBetween(9_990, 10_020);
    }

    @Test
    void fewGoOnAtOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.next()).isZero();
        }
    }

    @Test
    void littleIsMadeUpForAfterALongRest() {
        now.addAndGet(Duration.ofHours(1).toNanos());
        int atOnce = 0;
        while (pace.next().isZero()) {
            atOnce++;
        }

        assertThat(atOnce).isBetween(100, 120);
    }

    @Test
    void noneAtAllIsNoPace() {
        assertThatThrownBy(() -> new Pace(0, now::get)).hasMessageContaining("warren.events.enabled=false");
    }
}
