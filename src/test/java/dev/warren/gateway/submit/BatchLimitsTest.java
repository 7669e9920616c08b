package dev.warren.gateway.submit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, batch-window",
        "-1, 1, 1, 1, batch-window",
        "1, 0, 1, 1, batch-window-bytes",
        "1, 1, 0, 1, max-batch-items",
        "1, 1, 1, 0, body-timeout"
    })
    void limitThatLetsNothingThroughIsRefused(int items, long bytes, int total, int millis, String name) {
        assertThatThrownBy(() -> new BatchLimits(items, bytes, 1, 1 << 20, total, Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warren.gateway." + name + " ");
    }

    @Test
    void itemThatCanNeverFitIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new BatchLimits(1, 1, 1 << 20, 1 << 21, 1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warren.gateway.max-body-bytes has to be at least 2228224");
    }
}
