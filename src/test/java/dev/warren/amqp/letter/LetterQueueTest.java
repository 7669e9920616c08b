package dev.warren.amqp.letter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.amqp.connection.ServerVersion;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterQueueTest {

    @ParameterizedTest
    @CsvSource({"3, 10, 20", "3, 10, -1", "4, 0, 20", "4, 2, 0"})
    void policyThatLimitsDeliveriesMakesLookingUnsafe(int major, int minor, long limit) {
        assertThatThrownBy(() -> require(OptionalLong.of(limit), major, minor))
                .isInstanceOf(LettersException.class)
                .hasMessageContaining("(" + limit + ")");
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 2", "4, 0, -1", "3, 10, 1000000000"})
    void policyThatDropsNothingIsNone(int major, int minor, long limit) {
        assertThatCode(() -> require(OptionalLong.of(limit), major, minor)).doesNotThrowAnyException();
    }

    @Test
    void noPolicyLimitsNothing() {
        assertThatCode(() -> require(OptionalLong.empty(), 3, 10)).doesNotThrowAnyException();
    }

    private static void require(OptionalLong byPolicy, int major, int minor) {
        LetterQueue.requireNoLimit(byPolicy, new ServerVersion(major, minor), "q.dead");
    }
}
