package dev.warren.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes minutes, so only with {@code -Dwarren.test.long}; writes the times that docs/dead-letters.md quotes. */
@EnabledIfSystemProperty(named = "warren.test.long", matches = ".*")
class ManyDeadLettersIT {

    private static final int LETTERS = 100_000;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void hundredThousandAreListedGroupedAndReplayedInASmallHeap(String kind) {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .heap("-Xmx96m")
                .queue(scene.queue(), "kind", kind)
                .startReady();
        LetterPile pile = new LetterPile(node, gateway, scene.queue());
        List<String> ids = pile.add(0, LETTERS, 300);

        List<String> page =
                timed(kind + " list", () -> pile.list("limit=1000&order=oldest").getList("letters.id"));
        assertThat(page).isEqualTo(ids.subList(0, 1_000));
        int grouped = timed(kind + " groups", () -> pile.json("GET", "/groups").getInt("matched"));
        assertThat(grouped).isEqualTo(LETTERS);
        int some = timed(kind + " replay of a sixth", () -> pile.json("POST", "/replay?type=mail&reason=timed-out")
                .getInt("replayed"));
        int others = timed(kind + " replay of the rest", () -> pile.json("POST", "/replay?all=true")
                .getInt("replayed"));

        assertThat(some + others).isEqualTo(LETTERS);
        assertThat(node.amqp().depth(pile.letters())).isZero();
        assertThat(node.amqp().depth(scene.queue())).isEqualTo(LETTERS);
        assertThat(gateway.log()).doesNotContain("OutOfMemoryError");
        node.amqp().deleteQueue(scene.queue());
    }

    private static <T> T timed(String what, Supplier<T> work) {
        Instant start = Instant.now();
        T result = work.get();
        System.out.printf(
                "%s: %.1f s%n", what, Duration.between(start, Instant.now()).toMillis() / 1e3);
        return result;
    }
}
