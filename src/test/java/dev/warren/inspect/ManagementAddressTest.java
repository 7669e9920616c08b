package dev.warren.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.amqp.connection.Broker;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementAddressTest {

    @Test
    void isTheBrokersHostAndUserByDefault() {
        ManagementAddress address = address(Map.of(), "amqp://ada:p%2Fw@rabbit:5673/shop");

        assertThat(address.urls()).containsExactly(URI.create("http://rabbit:15672"));
        assertThat(address.username()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("p/w");
        assertThat(address.virtualHost()).isEqualTo("shop");
    }

    @Test
    void followsTheBrokersTls() {
        ManagementAddress address = address(Map.of(), "amqps://ada:pw@rabbit");

        assertThat(address.urls()).containsExactly(URI.create("https://rabbit:15671"));
        assertThat(address.tls()).isTrue();
    }

    @Test
    void takesWhatIsConfigured() {
        ManagementAddress address = address(
                Map.of(
                        "warren.management.url", "https://rabbit.example.org/management/",
                        "warren.management.username", "monitor",
                        "warren.management.password", "other"),
                "amqp://ada:pw@rabbit");

        assertThat(address.urls()).containsExactly(URI.create("https://rabbit.example.org/management"));
        assertThat(address.username()).isEqualTo("monitor");
        assertThat(address.password()).isEqualTo("other");
    }

    /** Swarm and Compose make such names; only who asks the API has to say where it is then. */
    @Test
    void brokerByANameThatNoUrlCanHaveHasNoAddressOfItsOwn() {
        assertThat(address(Map.of(), "amqp://ada:pw@mystack_rabbitmq").urls()).isEmpty();
        assertThat(address(Map.of("warren.management.url", "http://rabbit:15672"), "amqp://ada:pw@mystack_rabbitmq")
                        .urls())
                .containsExactly(URI.create("http://rabbit:15672"));
    }

    @Test
    void takesTheUserOutOfTheUrl() {
        ManagementAddress address =
                address(Map.of("warren.management.url", "http://mon%40x:p+w@rabbit:15672"), "amqp://ada:pw@rabbit");

        assertThat(address.urls()).containsExactly(URI.create("http://rabbit:15672"));
        assertThat(address.username()).isEqualTo("mon@x");
        assertThat(address.password()).isEqualTo("p+w");
        assertThat(address).asString().doesNotContain("p+w");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rabbit:15672", "ftp://rabbit", "http://u:s3cret@", "http://u:s3 cret@rabbit", "http://r/?a"})
    void refusesWhatIsNoUrlWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address(Map.of("warren.management.url", url), "amqp://ada:pw@rabbit"))
                .withMessageContaining("WARREN_MANAGEMENT_URL")
                .withMessageNotContaining("cret")
                .withNoCause();
    }

    private static ManagementAddress address(Map<String, String> properties, String brokerUrl) {
        ManagementConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(ManagementConfig.class)
                .build()
                .getConfigMapping(ManagementConfig.class);
        return ManagementAddress.of(config, Broker.ofUrl(brokerUrl, Duration.ofSeconds(10), Duration.ofSeconds(5)));
    }
}
