package dev.warren.amqp.event;

import dev.warren.SteadyClock;
import dev.warren.amqp.connection.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What events of tasks need of the broker. */
@ApplicationScoped
public class EventsBeans {

    @Produces
    @Singleton
    EventsExchange exchange(SteadyClock clock) {
        return new EventsExchange(clock);
    }

    /** Made once it is used: metrics would tell of a link that is not wanted as one that is down. */
    @Produces
    @ApplicationScoped
    EventsOutlet outlet(Connections connections, EventsExchange exchange, SteadyClock clock, MeterRegistry metrics) {
        return new EventsLink(connections, exchange, clock, metrics);
    }
}
