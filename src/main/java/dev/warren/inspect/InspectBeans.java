package dev.warren.inspect;

import dev.warren.amqp.connection.Broker;
import dev.warren.amqp.connection.BrokerConfig;
import dev.warren.amqp.connection.TlsContexts;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.depth.QueueDepths;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.amqp.topology.Topology;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a gateway inspects with. */
@ApplicationScoped
@RegisterForReflection(targets = {QueueUse.class, Source.class}) // their names in JSON, for the command
public class InspectBeans {

    @Produces
    @Singleton
    ManagementAddress address(ManagementConfig config, BrokerConfig broker) {
        return ManagementAddress.of(config, Broker.of(broker));
    }

    @Produces
    @Singleton
    Inspector inspector(
            ManagementAddress address,
            ManagementConfig config,
            BrokerConfig broker,
            TlsConfigurationRegistry registry) {
        Optional<SSLContext> tls = address.tls()
                ? Optional.of(TlsContexts.of(config.tlsConfigurationName().or(broker::tlsConfigurationName), registry))
                : Optional.empty();
        return new Inspector(new ManagementApi(address, tls));
    }

    @Produces
    @Singleton
    CountedQueues counted(
            QueueDepths depths,
            ManagementAddress address,
            QueuesConfig queues,
            @ConfigProperty(name = "warren.worker.queue") Optional<String> workersQueue,
            DelayLadder ladder) {
        Set<String> known = new TreeSet<>(queues.byName().keySet());
        workersQueue.ifPresent(known::add);
        List<String> delays = ladder.topology().queues().stream()
                .map(Topology.Queue::name)
                .filter(name -> !name.equals(DelayLadder.UNROUTABLE))
                .toList();
        return new CountedQueues(depths, address.virtualHost(), known, delays);
    }
}
