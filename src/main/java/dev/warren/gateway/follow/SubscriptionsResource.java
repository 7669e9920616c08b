package dev.warren.gateway.follow;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Gives out over HTTP what exchanges do, on the event loop of each request. */
@Singleton
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class SubscriptionsResource implements SubscriptionsApi {

    private final Subscribing subscribing;
    private final ServerSentEvents events;

    SubscriptionsResource(Subscribing subscribing, ServerSentEvents events) {
        this.subscribing = subscribing;
        this.events = events;
    }

    @Override
    public Multi<OutboundSseEvent> subscribe(String exchange, HttpServerRequest request, Sse sse) {
        return subscribing
                .events(exchange, SelectionQuery.read(request), Vertx.currentContext())
                .map(event -> events.of(event, sse));
    }
}
