package dev.warren;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private final Clock clock = new SteadyClock();

    @Test
    void beginsWithTheTimeOfDayAndGoesOn() {
        Instant first = clock.instant();

        assertThat(first).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        await().until(() -> clock.instant().isAfter(first.plusMillis(10)));
    }

    @Test
    void saysTheSameInAllZones() {
        Instant before = clock.instant();
        Clock elsewhere = clock.withZone(ZoneOffset.ofHours(5));

        assertThat(elsewhere.getZone()).isEqualTo(ZoneOffset.ofHours(5));
        assertThat(elsewhere.instant()).isBetween(before, clock.instant());
    }
}
