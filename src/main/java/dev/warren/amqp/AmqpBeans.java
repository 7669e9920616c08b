package dev.warren.amqp;

import dev.warren.ProcessName;
import dev.warren.Role;
import dev.warren.SteadyClock;
import dev.warren.amqp.connection.Broker;
import dev.warren.amqp.connection.BrokerConfig;
import dev.warren.amqp.connection.Chore;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.connection.TlsContexts;
import dev.warren.amqp.delay.DeclaredDelayRoutes;
import dev.warren.amqp.delay.DelayConfig;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.delay.LadderDepth;
import dev.warren.amqp.depth.AskedQueueDepths;
import dev.warren.amqp.depth.Backlogs;
import dev.warren.amqp.event.EventsConfig;
import dev.warren.amqp.event.EventsExchange;
import dev.warren.amqp.letter.LetterReader;
import dev.warren.amqp.publish.ConfirmingPublisher;
import dev.warren.amqp.publish.LookedUpExchanges;
import dev.warren.amqp.publish.PublisherConfig;
import dev.warren.amqp.subscribe.SubscribeConfig;
import dev.warren.amqp.subscribe.Subscriptions;
import dev.warren.amqp.topology.PolicyLimits;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Upkeep;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The process' one set of AMQP parts. */
@ApplicationScoped
public class AmqpBeans {

    @Produces
    @Singleton
    Connections connections(BrokerConfig config, TlsConfigurationRegistry registry, ProcessName process) {
        Broker broker = Broker.of(config);
        return new Connections(
                broker,
                broker.tls() ? Optional.of(TlsContexts.of(config.tlsConfigurationName(), registry)) : Optional.empty(),
                process.value());
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
        List<QueueSettings> own = role.isGateway() ? declared(queues) : List.of();
        return new ConfirmingPublisher(
                "publish",
                connections,
                Topology.of(own).and(ladder.exchanges()),
                ConfirmingPublisher.Limits.of(config),
                metrics);
    }

    @Produces
    @Singleton
    DelayLadder delays(DelayConfig config) {
        return DelayLadder.of(config);
    }

    /** What can be declared, and go wrong, beside publishing and consuming. */
    @Produces
    @Singleton
    Upkeep upkeep(
            @ConfigProperty(name = "warren.role") Role role,
            @ConfigProperty(name = "warren.worker.queue") Optional<String> workersQueue,
            QueuesConfig queues,
            DelayLadder ladder,
            SteadyClock clock,
            MeterRegistry metrics) {
        Set<QueueSettings> own = new LinkedHashSet<>();
        Set<String> fed = new LinkedHashSet<>();
        if (role.isWorker()) {
            workersQueue.map(queues::settings).map(QueueSettings::checked).ifPresent(own::add);
            workersQueue.ifPresent(fed::add);
        }
        if (role.isGateway()) {
            own.addAll(declared(queues));
            fed.addAll(queues.byName().keySet());
        }
        List<Topology> parts = new ArrayList<>(ladder.parts());
        own.forEach(queue -> {
            parts.add(Topology.around(queue));
            parts.add(ladder.deliveryTo(queue.name()));
        });
        fed.forEach(queue -> queues.bindings(queue).forEach(binding -> parts.add(binding.topology())));
        Upkeep upkeep = new Upkeep(List.copyOf(parts), clock);
        Gauge.builder("warren.topology.undeclared", upkeep, Upkeep::undeclared)
                .description("Parts of what delays, dead letters and bindings need that could not be declared")
                .register(metrics);
        return upkeep;
    }

    @Produces
    @Singleton
    Housekeeping housekeeping(
            @ConfigProperty(name = "warren.role") Role role,
            Connections connections,
            Upkeep upkeep,
            DelayLadder ladder,
            EventsConfig events,
            EventsExchange eventsExchange,
            SteadyClock clock,
            MeterRegistry metrics) {
        List<Chore> chores = new ArrayList<>();
        chores.add(upkeep);
        if (role.isGateway() && ladder.isOn()) {
            chores.add(new LadderDepth(ladder, upkeep, clock, metrics));
        }
        if (events.enabled()) {
            chores.add(eventsExchange);
        }
        return new Housekeeping("housekeeping", Duration.ofSeconds(1), connections, chores, metrics);
    }

    @Produces
    @Singleton
    DeclaredDelayRoutes delayRoutes(
            DelayLadder ladder, Housekeeping housekeeping, Upkeep upkeep, PublisherConfig config, SteadyClock clock) {
        return new DeclaredDelayRoutes(ladder, housekeeping, upkeep, config.confirmTimeout(), clock);
    }

    @Produces
    @Singleton
    LookedUpExchanges exchanges(
            Connections connections,
            Housekeeping housekeeping,
            PublisherConfig config,
            SteadyClock clock,
            MeterRegistry metrics) {
        ConfirmingPublisher own = new ConfirmingPublisher(
                "publish exchanges", connections, Topology.NOTHING, ConfirmingPublisher.Limits.of(config), metrics);
        return new LookedUpExchanges(housekeeping, own, config.confirmTimeout(), clock);
    }

    @Produces
    @Singleton
    AskedQueueDepths depths(Housekeeping housekeeping, PublisherConfig config) {
        return new AskedQueueDepths(housekeeping, config.confirmTimeout());
    }

    @Produces
    @Singleton
    Subscriptions subscriptions(
            Connections connections, SubscribeConfig config, SteadyClock clock, MeterRegistry metrics) {
        return new Subscriptions(connections, config, clock, metrics);
    }

    @Produces
    @Singleton
    Backlogs backlogs(Connections connections, SteadyClock clock, MeterRegistry metrics) {
        return new Backlogs(connections, clock, metrics);
    }

    void close(@Disposes Backlogs backlogs) {
        backlogs.close();
    }

    void close(@Disposes Subscriptions subscriptions) {
        subscriptions.close();
    }

    void close(@Disposes LookedUpExchanges exchanges) {
        exchanges.close();
    }

    @Produces
    @Singleton
    LetterReader letters(Connections connections, PolicyLimits policies) {
        return new LetterReader(connections, policies);
    }

    void close(@Disposes Housekeeping housekeeping) {
        housekeeping.close();
    }

    void close(@Disposes ConfirmingPublisher publisher) {
        publisher.close();
    }

    void start(@Observes StartupEvent started, ConfirmingPublisher publisher, Housekeeping housekeeping) {
        publisher.start();
        housekeeping.start();
    }

    /** Gateways alone have the connection for it. */
    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "warren.role") Role role,
            Instance<LookedUpExchanges> exchanges) {
        if (role.isGateway()) {
            exchanges.get().start();
        }
    }

    private static List<QueueSettings> declared(QueuesConfig queues) {
        return queues.byName().keySet().stream()
                .map(queues::settings)
                .filter(QueueSettings::isDeclared)
                .map(QueueSettings::checked)
                .toList();
    }

    /** While HTTP still answers: callers that wait for a confirm get it. After the worker's drain, which publishes too. */
    void awaitResults(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent stopping,
            @ConfigProperty(name = "warren.role") Role role,
            ConfirmingPublisher publisher,
            Instance<LookedUpExchanges> exchanges)
            throws InterruptedException {
        publisher.awaitResults();
        if (role.isGateway()) {
            exchanges.get().awaitResults();
        }
    }

    /** Whoever reads dead letters stops, settles what is under way and is answered. */
    void stopReading(@Observes ShutdownEvent stopping, LetterReader letters) {
        letters.close();
    }
}
