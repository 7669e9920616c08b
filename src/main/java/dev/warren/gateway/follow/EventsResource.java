package dev.warren.gateway.follow;

import dev.warren.amqp.topology.Topology;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Gives out over HTTP what happens to tasks, on the event loop of each request. */
@Singleton
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class EventsResource implements EventsApi {

    private final Subscribing subscribing;
    private final ServerSentEvents events;

    EventsResource(Subscribing subscribing, ServerSentEvents events) {
        this.subscribing = subscribing;
        this.events = events;
    }

    @Override
    public Multi<OutboundSseEvent> follow(HttpServerRequest request, Sse sse) {
        return subscribing
                .events(Topology.EVENTS, EventsQuery.read(request), Vertx.currentContext())
                .map(event -> events.ofTask(event, sse));
    }
}
