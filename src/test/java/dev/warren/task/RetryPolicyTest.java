package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
    private static final RetryPolicy STEADY = policy(10, 1, 2, 3_600, 0);

    @Test
    void delaysGrowByTheFactorUpToTheLongest() {
        assertThat(IntStream.of(1, 2, 3, 9)
                        .mapToObj(attempt -> STEADY.delayAfter(attempt, RANDOM).orElseThrow()))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(256));
        assertThat(policy(100, 1, 2, 3_600, 0).delayAfter(13, RANDOM)).contains(Duration.ofHours(1));
    }

    @Test
    void noAttemptFollowsTheLast() {
        assertThat(STEADY.delayAfter(9, RANDOM)).isPresent();
        assertThat(STEADY.delayAfter(10, RANDOM)).isEmpty();
        assertThat(STEADY.delayAfter(Integer.MAX_VALUE, RANDOM)).isEmpty();
        assertThat(policy(1, 1, 2, 3_600, 0).delayAfter(1, RANDOM)).isEmpty();
    }

    /** 2 to the power of two thousand millions is infinite as a floating point number. */
    @Test
    void delayOfAnyNumberIsAtMostTheLongest() {
        RetryPolicy endless = policy(Integer.MAX_VALUE, 1, 2, 3_600, 0);
        assertThat(endless.delayAfter(Integer.MAX_VALUE - 1, RANDOM)).contains(Duration.ofHours(1));
        assertThat(policy(5, 0, 10, 3_600, 0.2).delayAfter(4, RANDOM)).contains(Duration.ZERO);
    }

    @Test
    void jitterGoesBothWaysAndNoFurtherThanItsShare() {
        RetryPolicy jittery = policy(10, 10, 1, 3_600, 0.2);
        var delays = IntStream.range(0, 1_000)
                .mapToObj(i -> jittery.delayAfter(1, RANDOM))
                .map(Optional::orElseThrow)
                .toList();
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(seconds(8), seconds(12)));
        assertThat(delays).anyMatch(delay -> delay.compareTo(seconds(9)) < 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(seconds(11)) > 0);
    }

    @Test
    void policyThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> policy(0, 1, 2, 1, 0)).hasMessage("attempts has to be at least 1, not 0");
        assertThatThrownBy(() -> policy(1, -1, 2, 1, 0)).hasMessageContaining("first");
        assertThatThrownBy(() -> policy(1, 1, 0.5, 1, 0)).hasMessageContaining("factor");
        assertThatThrownBy(() -> policy(1, 1, Double.NaN, 1, 0)).hasMessageContaining("factor");
        assertThatThrownBy(() -> policy(1, 1, 2, -1, 0)).hasMessageContaining("longest");
        assertThatThrownBy(() -> policy(1, 1, 2, 1, 1.1)).hasMessageContaining("jitter");
    }

    private static RetryPolicy policy(int attempts, int first, double factor, int longest, double jitter) {
        return new RetryPolicy(attempts, seconds(first), factor, seconds(longest), jitter);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
