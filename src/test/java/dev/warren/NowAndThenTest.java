package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NowAndThenTest {

    private Instant now = Instant.EPOCH;
    private final NowAndThen said = new NowAndThen(Duration.ofSeconds(10), () -> now);

    @Test
    void sameThingIsDueOnceInAnInterval() {
        assertThat(said.isDue("broker away")).isTrue();
        now = now.plusSeconds(10);
        assertThat(said.isDue("broker away")).isFalse();
        now = now.plusMillis(1);
        assertThat(said.isDue("broker away")).isTrue();
        assertThat(said.isDue("broker away")).isFalse();
    }

    @Test
    void othersAreDueMeanwhile() {
        assertThat(said.isDue("broker away")).isTrue();
        assertThat(said.isDue("queue full")).isTrue();
        assertThat(said.isDue("broker away")).isFalse();
    }

    @Test
    void forgottenThingIsDue() {
        said.isDue("broker away");
        said.forget();
        assertThat(said.isDue("broker away")).isTrue();
    }
}
