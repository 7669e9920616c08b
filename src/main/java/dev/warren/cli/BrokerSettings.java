package dev.warren.cli;

import dev.warren.amqp.connection.Broker;
import dev.warren.amqp.connection.BrokerConfig;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.delay.DelayConfig;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.LadderCheck;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementAddress;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** The same settings as a gateway's or worker's, from the environment and system properties, without Quarkus. */
public final class BrokerSettings {

    private static final int BEFORE_ALL_OTHERS = 1_000;

    private final SmallRyeConfig config;

    /** @throws IllegalArgumentException if a setting can't be read */
    public BrokerSettings() {
        this(Map.of());
    }

    /**
     * @param given properties that count before all others
     * @throws IllegalArgumentException if a setting can't be read
     */
    public BrokerSettings(Map<String, String> given) {
        try {
            config = new SmallRyeConfigBuilder()
                    .addDefaultSources()
                    .withSources(new PropertiesConfigSource(given, "command line", BEFORE_ALL_OTHERS))
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(BrokerConfig.class)
                    .withMapping(DelayConfig.class)
                    .withMapping(QueuesConfig.class)
                    .withMapping(ManagementConfig.class)
                    .build();
        } catch (ConfigValidationException e) {
            throw new IllegalArgumentException(e.getProblem(0).getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    LadderCheck ladder() {
        DelayLadder ladder = delays();
        if (!ladder.isOn()) {
            throw new IllegalArgumentException(
                    "delays are turned off: set warren.delay.levels (WARREN_DELAY_LEVELS) as for"
                            + " the gateways and workers");
        }
        return new LadderCheck(connections(), ladder);
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    public Connections connections() {
        Broker broker = broker();
        return new Connections(broker, broker.tls() ? Optional.of(trusted()) : Optional.empty(), "command");
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    public DelayLadder delays() {
        return DelayLadder.of(config.getConfigMapping(DelayConfig.class));
    }

    /** The queues as configured. */
    public QueuesConfig queues() {
        return config.getConfigMapping(QueuesConfig.class);
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    public ManagementApi management() {
        ManagementConfig management = config.getConfigMapping(ManagementConfig.class);
        return new ManagementApi(ManagementAddress.of(management, broker()), Optional.empty());
    }

    /** Whether they say where the management API is. */
    public boolean nameManagement() {
        return config.getConfigMapping(ManagementConfig.class)
                .url()
                .filter(url -> !url.isBlank())
                .isPresent();
    }

    /** What to tell of a broker that can't be reached, or does not answer. */
    CommandException noAnswer(IOException why) {
        String addresses =
                broker().endpoints().stream().map(Broker.Endpoint::toString).collect(Collectors.joining(", "));
        return new CommandException(
                Exit.AWAY,
                "no answer of the broker at " + addresses + ": " + why.getMessage()
                        + "; RABBITMQ_URL says where it is");
    }

    /** @throws IllegalArgumentException if the settings make no sense */
    public Broker broker() {
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
