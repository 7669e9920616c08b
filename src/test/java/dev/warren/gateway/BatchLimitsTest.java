package dev.warren.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, batch-window",
        "-1, 1, 1, batch-window",
        "1, 0, 1, batch-window-bytes",
        "1, 1, 0, max-batch-items"
    })
    void limitThatLetsNothingThroughIsRefused(int items, long bytes, int total, String name) {
        assertThatThrownBy(() -> new BatchLimits(items, bytes, 1, total))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warren.gateway." + name + " ");
    }
}
