package dev.warren.amqp;

import dev.warren.ProcessName;
import dev.warren.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The process' one set of AMQP parts. */
@ApplicationScoped
public class AmqpBeans {

    @Produces
    @Singleton
    Connections connections(BrokerConfig config, TlsConfigurationRegistry registry, ProcessName process) {
        Broker broker = Broker.of(config);
        return new Connections(
                broker, broker.tls() ? Optional.of(tls(config, registry)) : Optional.empty(), process.value());
    }

    @Produces
    @Singleton
    ConfirmingPublisher publisher(
            @ConfigProperty(name = "warren.role") Role role,
            Connections connections,
            QueuesConfig queues,
            DelayLadder ladder,
            PublisherConfig config,
            MeterRegistry metrics) {
        // A worker's consumer sees to the one queue it needs.
        List<QueueSettings> configured = !role.isGateway()
                ? List.of()
                : queues.byName().entrySet().stream()
                        .map(entry -> QueueSettings.of(entry.getKey(), entry.getValue()))
                        .filter(QueueSettings::isDeclared)
                        .toList();
        Topology topology = Topology.of(configured).and(ladder.topology());
        for (QueueSettings queue : configured) {
            topology = topology.and(ladder.deliveryTo(queue.name()));
        }
        return new ConfirmingPublisher(
                "publish", connections, topology, ConfirmingPublisher.Limits.of(config), metrics);
    }

    @Produces
    @Singleton
    DelayLadder delays(DelayConfig config) {
        return DelayLadder.of(config);
    }

    @Produces
    @Singleton
    DeclaredDelayRoutes delayRoutes(
            Connections connections, DelayLadder ladder, PublisherConfig config, Clock clock, MeterRegistry metrics) {
        return new DeclaredDelayRoutes(connections, ladder, config.confirmTimeout(), clock, metrics);
    }

    @Produces
    @Singleton
    LetterReader letters(Connections connections) {
        return new LetterReader(connections);
    }

    void close(@Disposes DeclaredDelayRoutes routes) {
        routes.close();
    }

    void close(@Disposes ConfirmingPublisher publisher) {
        publisher.close();
    }

    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "warren.role") Role role,
            ConfirmingPublisher publisher,
            DelayLadder ladder,
            DeclaredDelayRoutes routes) {
        publisher.start();
        if (role.isGateway() && ladder.isOn()) {
            routes.start();
        }
    }

    /** While HTTP still answers: callers that wait for a confirm get it. After the worker's drain, which publishes too. */
    void awaitResults(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent stopping,
            ConfirmingPublisher publisher)
            throws InterruptedException {
        publisher.awaitResults();
    }

    /** Whoever reads dead letters stops, settles what is under way and is answered. */
    void stopReading(@Observes ShutdownEvent stopping, LetterReader letters) {
        letters.close();
    }

    private static SSLContext tls(BrokerConfig config, TlsConfigurationRegistry registry) {
        Optional<TlsConfiguration> configuration = config.tlsConfigurationName()
                .map(name -> registry.get(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no TLS configuration named '" + name + "' (quarkus.tls." + name + ".…)")))
                .or(registry::getDefault);
        try {
            return configuration.isPresent() ? configuration.get().createSSLContext() : SSLContext.getDefault();
        } catch (Exception e) {
            throw new IllegalStateException("the TLS settings for the broker can't be used: " + e.getMessage(), e);
        }
    }
}
