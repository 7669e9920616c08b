package dev.warren.cli;

import dev.warren.amqp.Broker;
import dev.warren.amqp.BrokerConfig;
import dev.warren.amqp.Connections;
import dev.warren.amqp.DelayConfig;
import dev.warren.amqp.DelayLadder;
import dev.warren.amqp.LadderCheck;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The same settings as a gateway's or worker's, from the environment and system properties, without Quarkus. */
final class BrokerSettings {

    private final SmallRyeConfig config;

    /** @throws IllegalArgumentException if a setting can't be read */
    BrokerSettings() {
        try {
            config = new SmallRyeConfigBuilder()
                    .addDefaultSources()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(BrokerConfig.class)
                    .withMapping(DelayConfig.class)
                    .build();
        } catch (ConfigValidationException e) {
            throw new IllegalArgumentException(e.getProblem(0).getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    LadderCheck ladder() {
        DelayLadder ladder = DelayLadder.of(config.getConfigMapping(DelayConfig.class));
        if (!ladder.isOn()) {
            throw new IllegalArgumentException(
                    "delays are turned off: set warren.delay.levels (WARREN_DELAY_LEVELS) as for"
                            + " the gateways and workers");
        }
        Broker broker = broker();
        return new LadderCheck(
                new Connections(broker, broker.tls() ? Optional.of(trusted()) : Optional.empty(), "command"), ladder);
    }

    /** Where the broker is looked for. */
    String addresses() {
        return broker().endpoints().stream().map(Broker.Endpoint::toString).collect(Collectors.joining(", "));
    }

    private Broker broker() {
        return Broker.of(config.getConfigMapping(BrokerConfig.class));
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("the JVM has no TLS: " + e.getMessage(), e);
        }
    }
}
