package dev.warren.amqp;

import com.rabbitmq.client.Address;
import dev.warren.ProcessName;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.rabbitmq.RabbitMQOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What SmallRye's stock connector needs for the channel of the events. */
@ApplicationScoped
public class EventsBeans {

    /** As {@code client-options-name} of the channel. */
    static final String OPTIONS = "warren-events";

    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(5);

    @Produces
    @Singleton
    EventsExchange exchange(Clock clock) {
        return new EventsExchange(clock);
    }

    @Produces
    @Singleton
    EventsConnection connection(EventsExchange exchange, Clock clock) {
        return new EventsConnection(exchange, clock);
    }

    /** The same broker and login as those of everything else. */
    @Produces
    @Singleton
    @Identifier(OPTIONS)
    RabbitMQOptions options(
            BrokerConfig config, TlsConfigurationRegistry registry, ProcessName process, EventsConnection connection) {
        Broker broker = Broker.of(config);
        RabbitMQOptions options = new RabbitMQOptions()
                .setAddresses(broker.endpoints().stream()
                        .map(endpoint -> new Address(endpoint.host(), endpoint.port()))
                        .toList())
                .setUser(broker.username())
                .setPassword(broker.password())
                .setVirtualHost(broker.virtualHost())
                .setConnectionName(Connections.name("events", process.value()))
                .setRequestedHeartbeat((int) Math.max(1, broker.heartbeat().toSeconds()))
                .setConnectionTimeout((int) broker.connectTimeout().toMillis())
                .setHandshakeTimeout((int) broker.connectTimeout().toMillis())
                .setReconnectAttempts(Integer.MAX_VALUE)
                .setReconnectInterval(RECONNECT_INTERVAL.toMillis())
                .setMetricsCollector(connection);
        if (broker.tls()) {
            TlsContexts.apply(config.tlsConfigurationName(), registry, options);
        }
        return options;
    }
}
