package dev.warren.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1k", "1234, 1.2k", "9960, 10k", "34567, 35k", "999999, 1M", "1200000, 1.2M"})
    void countsAreShort(long number, String text) {
        assertThat(Figures.count(Optional.of(number))).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0/s", "0.2, 0.2/s", "12.4, 12/s", "1234.5, 1.2k/s"})
    void ratesArePerSecond(double rate, String text) {
        assertThat(Figures.rate(Optional.of(rate))).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"512, 512 B", "1536, 1.5 KiB", "137277440, 131 MiB", "10110600806, 9.4 GiB"})
    void bytesHaveUnits(long number, String text) {
        assertThat(Figures.bytes(Optional.of(number))).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT119S, 119s", "PT2M, 2m", "PT119M, 119m", "PT2H, 2h", "PT47H, 47h", "P2D, 2d", "-PT5S, 0s"
    })
    void durationsAreRough(Duration duration, String text) {
        assertThat(Figures.duration(duration)).hasToString(text);
    }

    @Test
    void whatIsNotKnownIsNothing() {
        assertThat(Figures.count(Optional.empty())).isNull();
        assertThat(Figures.rate(Optional.empty())).isNull();
    }
}
