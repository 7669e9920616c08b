package dev.warren.amqp.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.consume.Prefetch.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final Prefetch prefetch = new Prefetch(1_000, freed::incrementAndGet);

    @Test
    void isOneConsumersUntilThatEnds() {
        Share share = prefetch.next().orElseThrow();
        assertThat(share.size()).isEqualTo(1_000);
        share.delivered();
        share.settled();
        assertThat(prefetch.next()).isEmpty();
        assertThat(prefetch.isInUse()).isTrue();
        assertThat(freed).hasValue(0);

        share.end();

        assertThat(freed).hasValue(1);
        assertThat(prefetch.isInUse()).isFalse();
        assertThat(prefetch.next().orElseThrow().size()).isEqualTo(1_000);
    }

    @Test
    void whatAnEndedConsumerHoldsIsGivenToFewOthersAsItIsSettled() {
        Share ended = prefetch.next().orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            ended.delivered();
        }
        ended.end();
        assertThat(prefetch.next()).as("all is held").isEmpty();
        List<Share> others = new ArrayList<>();

        for (int held = 999; held >= 0; held--) {
            ended.settled();
            Optional<Share> next = prefetch.next();
            next.ifPresent(others::add);
            int shared = others.stream().mapToInt(Share::size).sum();
            assertThat(shared + held).as("never more than the prefetch").isLessThanOrEqualTo(1_000);
            assertThat(2 * shared).as("half of what was settled").isGreaterThanOrEqualTo(1_000 - held);
        }

        assertThat(others.stream().mapToInt(Share::size).sum()).isEqualTo(1_000);
        assertThat(others).hasSizeLessThanOrEqualTo(20);
        assertThat(freed).as("for each one, and for the end").hasValue(1_001);
    }
}
