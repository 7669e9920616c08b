package dev.warren.gateway.follow;

import dev.warren.amqp.topology.Topology;
import dev.warren.gateway.http.ExchangeName;
import dev.warren.gateway.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Looks whether there is something to follow before a stream begins: its status is sent first, and no problem after that. */
class StreamFilter {

    private final Subscribing subscribing;

    StreamFilter(Subscribing subscribing) {
        this.subscribing = subscribing;
    }

    /** Gives nothing if the stream may begin. */
    @ServerRequestFilter
    @FollowsExchange
    Uni<Response> refuse(UriInfo uri) {
        String named = uri.getPathParameters().getFirst("exchange"); // none in the path of the events
        String exchange = ExchangeName.checkForSubscription(Objects.requireNonNullElse(named, Topology.EVENTS));
        Context eventLoop = Vertx.currentContext();
        return subscribing
                .obstacle(exchange)
                .emitOn(command -> eventLoop.runOnContext(now -> command.run()))
                .map(problem -> problem.map(Problem::toResponse).orElse(null));
    }
}
