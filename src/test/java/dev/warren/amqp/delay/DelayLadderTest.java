package dev.warren.amqp.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Queue;
import dev.warren.amqp.topology.Topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayLadderTest {

    private static final DelayLadder LADDER = new DelayLadder(22);

    @Test
    void everyDelayIsHeldForExactlyThatLong() {
        LongStream small = LongStream.rangeClosed(1, 5_000);
        LongStream aroundPowersOfTwo = LongStream.range(1, 22)
                .map(bit -> 1L << bit)
                .flatMap(power -> LongStream.of(power - 1, power, power + 1, power + (power >> 1)));
        LongStream all = LongStream.concat(
                LongStream.concat(small, aroundPowersOfTwo),
                LongStream.of(0b10_1010_1010_1010_1010_1010, 0b01_0101_0101_0101_0101_0101, (1L << 22) - 1));
        all.forEach(seconds -> assertThat(Journey.of(LADDER, "mails", Duration.ofSeconds(seconds), "mails"))
                .isEqualTo(new Journey(List.of("mails"), Duration.ofSeconds(seconds), Long.bitCount(seconds) + 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 21, 28})
    void ladderOfAnyHeightHoldsUpToItsHeightAndNoLonger(int levels) {
        DelayLadder ladder = new DelayLadder(levels);
        assertThat(ladder.height()).isEqualTo(Duration.ofSeconds((1L << levels) - 1));
        assertThat(Journey.of(ladder, "mails", ladder.height(), "mails").held()).isEqualTo(ladder.height());
        assertThat(ladder.destination("mails", ladder.height().plusNanos(1))).isEmpty();
    }

    @Test
    void messageForALowerLadderPassesAHigherOneAlike() {
        Destination entered = new DelayLadder(10)
                .destination("mails", Duration.ofSeconds(1_000))
                .orElseThrow();
        assertThat(new DelayLadder(28).destination("mails", Duration.ofSeconds(1_000)))
                .hasValue(entered);
        assertThat(new DelayLadder(28).topology().bindings())
                .containsAll(new DelayLadder(10).topology().bindings());
    }

    @Test
    void partsOfASecondAreRoundedUp() {
        assertThat(LADDER.destination("mails", Duration.ofMillis(1)))
                .isEqualTo(LADDER.destination("mails", Duration.ofSeconds(1)));
        assertThat(LADDER.destination("mails", Duration.ofMillis(2_001)))
                .isEqualTo(LADDER.destination("mails", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000})
    void noDelayLeadsStraightToTheQueue(long seconds) {
        assertThat(LADDER.destination("mails", Duration.ofSeconds(seconds))).hasValue(Destination.ofQueue("mails"));
    }

    @Test
    void queueGetsOnlyWhatIsForExactlyItsName() {
        List<String> names =
                List.of("b", "a.b", "a", "c.a.b", "*", "#", "a.*", "a.#", "*.b", "a%2Ab", "a*b", "%2A", "a.b.");
        for (String name : names) {
            assertThat(Journey.of(LADDER, name, Duration.ofSeconds(1), names.toArray(String[]::new))
                            .deliveredTo())
                    .as(name)
                    .containsExactly(name);
        }
    }

    @Test
    void queueWithTooLongANameForABindingIsLeftOut() {
        assertThat(LADDER.deliveryTo("x".repeat(199)).bindings()).hasSize(2);
        assertThat(LADDER.deliveryTo("x".repeat(200)).bindings()).isEmpty();
    }

    @Test
    void roundedDelaysAreNotShorterAndLittleLongerAndTakeFewHops() {
        LongStream.rangeClosed(1, 100_000).mapToObj(Duration::ofSeconds).forEach(delay -> {
            Duration rounded = LADDER.rounded(delay);
            assertThat(rounded).isBetween(delay, delay.multipliedBy(5).dividedBy(4));
            assertThat(Long.bitCount(rounded.toSeconds())).isLessThanOrEqualTo(3);
        });
        assertThat(LADDER.rounded(Duration.ofMillis(300))).isEqualTo(Duration.ofSeconds(1));
        assertThat(LADDER.rounded(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(64));
        assertThat(LADDER.rounded(Duration.ZERO)).isZero();
    }

    @Test
    void roundingDoesNotLeadOverTheTop() {
        assertThat(LADDER.rounded(LADDER.height())).isEqualTo(LADDER.height());
        assertThat(LADDER.rounded(LADDER.height().minusSeconds(5))).isEqualTo(LADDER.height());
    }

    @Test
    void levelsOfQuorumQueuesLoseNothingByThemselves() {
        assertThat(LADDER.topology().queues())
                .filteredOn(queue -> queue.arguments().containsKey("x-message-ttl"))
                .hasSize(22)
                .allSatisfy(queue -> assertThat(queue.arguments())
                        .containsEntry("x-queue-type", "quorum")
                        .containsEntry("x-dead-letter-strategy", "at-least-once")
                        .containsEntry("x-overflow", "reject-publish")
                        .containsEntry("x-delivery-limit", 1_000_000_000));
    }

    @Test
    void withoutLevelsThereIsNothingOnTheBrokerAndNoDelay() {
        DelayLadder off = new DelayLadder(0);
        assertThat(off.isOn()).isFalse();
        assertThat(off.topology()).isEqualTo(Topology.NOTHING);
        assertThat(off.deliveryTo("mails")).isEqualTo(Topology.NOTHING);
        assertThat(off.destination("mails", Duration.ofSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 29})
    void otherNumbersOfLevelsAreRefused(int levels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DelayLadder(levels))
                .withMessageContaining("warren.delay.levels");
    }

    /** What a broker with this topology would do with a message: the queues it ends in, how long it was held, and how often. */
    private record Journey(List<String> deliveredTo, Duration held, int hops) {

        static Journey of(DelayLadder ladder, String queue, Duration delay, String... queues) {
            Topology topology = ladder.topology();
            for (String name : queues) {
                topology = topology.and(ladder.deliveryTo(name));
            }
            Destination start = ladder.destination(queue, delay).orElseThrow();
            Map<String, Map<String, Object>> levels = new LinkedHashMap<>();
            for (Queue level : topology.queues()) {
                levels.put(level.name(), level.arguments());
            }
            return new Journey(List.of(), Duration.ZERO, 0).on(topology, levels, start.exchange(), start.routingKey());
        }

        private Journey on(Topology topology, Map<String, Map<String, Object>> levels, String exchange, String key) {
            List<String> reached = route(topology, exchange, key);
            if (reached.size() != 1 || !levels.containsKey(reached.get(0))) {
                return new Journey(reached, held, hops);
            }
            Map<String, Object> level = levels.get(reached.get(0));
            Duration longer = held.plusMillis((Long) level.get("x-message-ttl"));
            return new Journey(List.of(), longer, hops + 1)
                    .on(topology, levels, (String) level.get("x-dead-letter-exchange"), (String)
                            level.getOrDefault("x-dead-letter-routing-key", key));
        }

        private static List<String> route(Topology topology, String exchange, String key) {
            List<String> reached = new ArrayList<>();
            for (Binding binding : topology.bindings()) {
                if (binding.exchange().equals(exchange) && matches(binding, key)) {
                    reached.addAll(
                            binding.type() == Target.QUEUE
                                    ? List.of(binding.target())
                                    : route(topology, binding.target(), key));
                }
            }
            return reached;
        }

        private static boolean matches(Binding binding, String key) {
            return binding.exchange().equals(DelayLadder.DUE)
                    ? binding.key().equals(key)
                    : matches(words(binding.key()), words(key));
        }

        /** As topic exchanges do; {@code #} only at the end. */
        private static boolean matches(List<String> pattern, List<String> words) {
            boolean open = pattern.get(pattern.size() - 1).equals("#");
            int length = open ? pattern.size() - 1 : pattern.size();
            return (open ? words.size() >= length : words.size() == length)
                    && IntStream.range(0, length)
                            .allMatch(i ->
                                    pattern.get(i).equals("*") || pattern.get(i).equals(words.get(i)));
        }

        private static List<String> words(String key) {
            return Stream.of(key.split("\\.", -1)).toList();
        }
    }
}
