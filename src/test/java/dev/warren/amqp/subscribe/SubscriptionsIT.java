package dev.warren.amqp.subscribe;

import static dev.warren.amqp.Core.name;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.Core;
import dev.warren.amqp.topology.HeaderMatch;
import dev.warren.amqp.topology.Selection;
import dev.warren.harness.BrokerNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionsIT {

    private static final Selection EVERYTHING = new Selection(List.of("#"), Map.of(), HeaderMatch.ALL);

    /** The client refuses to send it: it is longer than AMQP lets a name be. */
    private static final Selection IMPOSSIBLE =
            new Selection(List.of(), Map.of("\u00e9".repeat(128), "1"), HeaderMatch.ALL);

    private final BrokerNode broker = BrokerNode.shared();
    private final String exchange = name("events");
    private final Subscriptions subscriptions = new Subscriptions(
            new Core(broker.amqpUrl()).connections, new TwoSubscribers(), Clock.systemUTC(), new SimpleMeterRegistry());

    @AfterEach
    void close() {
        subscriptions.close();
    }

    @Test
    void oneThatCannotBeDoesNotTakeTheOthersAlong() {
        broker.amqp().call(channel -> channel.exchangeDeclare(exchange, "topic", true));
        Told good = new Told();
        Told impossible = new Told();
        subscriptions.open(exchange, EVERYTHING, good);
        await().untilAsserted(() -> assertThat(good).containsExactly("subscribed"));

        subscriptions.open(exchange, IMPOSSIBLE, impossible).orElseThrow();
        await().untilAsserted(() -> assertThat(impossible).containsExactly("LOST"));
        broker.amqp().call(channel -> {
            channel.basicPublish(exchange, "key", null, new byte[0]);
            return null;
        });

        await().untilAsserted(() -> assertThat(good).containsExactly("subscribed", "key"));
    }

    @Test
    void thereIsNoMoreRoomThanThereIs() {
        Subscription first =
                subscriptions.open(exchange, EVERYTHING, new Told()).orElseThrow();
        subscriptions.open(exchange, EVERYTHING, new Told()).orElseThrow();

        assertThat(subscriptions.open(exchange, EVERYTHING, new Told())).isEmpty();
        first.leave();
        await().until(() -> !subscriptions.isFull());
        assertThat(subscriptions.open(exchange, EVERYTHING, new Told())).isPresent();
    }

    /** What a subscriber was told. */
    private static final class Told extends CopyOnWriteArrayList<String> implements Subscriber {

        @Override
        public void subscribed() {
            add("subscribed");
        }

        @Override
        public void receive(Message message) {
            add(message.key());
        }

        @Override
        public void interrupted(Interruption why) {
            add(why.name());
        }
    }

    private static final class TwoSubscribers implements SubscribeConfig {

        @Override
        public int maxSubscribers() {
            return 2;
        }

        @Override
        public int backlog() {
            return 100;
        }

        @Override
        public MemorySize backlogBytes() {
            return new MemorySize(BigInteger.valueOf(100_000));
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(15);
        }
    }
}
