package dev.warren.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Exchange;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueBindingTest {

    @Test
    void queueWithoutBindingsHasNone() {
        assertThat(config("kind=classic").bindings("mails")).isEmpty();
        assertThat(config("kind=classic").bindings("unheard-of")).isEmpty();
    }

    @Test
    void topicExchangeIsDeclaredAndBoundByEachKey() {
        assertThat(topology("exchange=events", "keys=orders.*,users.#"))
                .isEqualTo(new Topology(
                        List.of(new Exchange("events", "topic")),
                        List.of(),
                        List.of(
                                Binding.ofQueue("events", "mails", "orders.*"),
                                Binding.ofQueue("events", "mails", "users.#"))));
    }

    @Test
    void fanoutExchangeNeedsNoKey() {
        assertThat(topology("exchange=news", "type=fanout").bindings())
                .containsExactly(Binding.ofQueue("news", "mails", ""));
    }

    @Test
    void headersAreArgumentsOfTheBinding() {
        assertThat(topology("exchange=h", "type=headers", "headers.tenant=acme", "match=any")
                        .bindings())
                .containsExactly(Binding.ofQueue("h", "mails", "", Map.of("tenant", "acme", "x-match", "any")));
    }

    @Test
    void existingExchangeIsNotDeclared() {
        assertThat(topology("exchange=theirs", "type=existing", "keys=a").exchanges())
                .isEmpty();
    }

    @Test
    void eventsOfWarrenCanBeBound() {
        assertThat(topology("exchange=warren.events", "keys=#").bindings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exchange=warren.tasks keys=a",
                "exchange=events",
                "exchange=events type=direct",
                "exchange=events keys=a headers.b=c",
                "exchange=events headers.b=c",
                "exchange=events type=fanout keys=a",
                "exchange=events type=headers keys=a"
            })
    void whatMakesNoSenseIsRefusedByName(String settings) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topology(settings.split(" ")))
                .withMessageStartingWith("warren.queues.mails.bindings.b");
    }

    @Test
    void whatIsTooLongForAmqpIsRefusedByName() {
        String tooLong = "k".repeat(256);
        for (String setting : List.of(
                "exchange=" + tooLong + " type=fanout",
                "exchange=events keys=a," + tooLong,
                "exchange=events type=headers headers." + tooLong + "=a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> topology(setting.split(" ")))
                    .withMessageStartingWith("warren.queues.mails.bindings.b")
                    .withMessageContainingAll(tooLong, "shorter");
        }
    }

    private static Topology topology(String... settings) {
        String[] named =
                Arrays.stream(settings).map(setting -> "bindings.b." + setting).toArray(String[]::new);
        return config(named).bindings("mails").get(0).topology();
    }

    private static QueuesConfig config(String... settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.put("warren.queues.mails." + parts[0], parts[1]);
        }
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(QueuesConfig.class)
                .build()
                .getConfigMapping(QueuesConfig.class);
    }
}
