package dev.warren.amqp.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.amqp.publish.ConfirmingPublisher.Limits;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublisherLimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 1, window", "-1, 1, window", "1, 0, max-waiting"})
    void limitThatLetsNothingThroughIsRefused(int window, int maxWaiting, String name) {
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(5), window, maxWaiting, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warren.publisher." + name + " ");
    }
}
