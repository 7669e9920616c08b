package dev.warren.gateway.exchange;

import dev.warren.amqp.publish.Exchanges;
import dev.warren.amqp.topology.Destination;
import dev.warren.gateway.http.BodyReader;
import dev.warren.gateway.http.ExchangeName;
import dev.warren.gateway.http.RequestBody;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.PublishProblem;
import dev.warren.gateway.submit.ResultMetrics;
import dev.warren.gateway.submit.SubmitLog;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Takes messages for exchanges over HTTP. As with submits, nothing blocks. */
@Singleton
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class ExchangesResource implements ExchangesApi {

    private final Exchanges exchanges;
    private final BodyReader bodies;
    private final PublishMetrics metrics;
    private final SubmitLog log;
    private final Clock clock;

    ExchangesResource(Exchanges exchanges, BodyReader bodies, PublishMetrics metrics, SubmitLog log, Clock clock) {
        this.exchanges = exchanges;
        this.bodies = bodies;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Uni<Response> publish(String exchange, HttpServerRequest request) {
        Context eventLoop = Vertx.currentContext();
        return Uni.createFrom()
                .item(() -> ExchangeName.checkForPublish(exchange))
                .map(checked -> MessageHead.of(request))
                .chain(head -> bodies.read(request)
                        .map(body -> head.draft().task(body, Payload.OCTET_STREAM, clock))
                        .chain(message -> publish(new Destination(exchange, head.key()), message)
                                .emitOn(command -> eventLoop.runOnContext(now -> command.run()))))
                .onFailure()
                .call(() -> RequestBody.discard(request));
    }

    private Uni<Response> publish(Destination destination, Task message) {
        long start = System.nanoTime();
        return Uni.createFrom()
                .completionStage(() -> exchanges.publish(destination, message))
                .map(result -> PublishProblem.of(result, destination, message.id()))
                .invoke(problem -> metrics.record(
                        destination.exchange(),
                        problem.map(Problem::slug).orElse(ResultMetrics.ACCEPTED),
                        Duration.ofNanos(System.nanoTime() - start)))
                .map(problem -> answer(destination, message, problem));
    }

    private Response answer(Destination destination, Task message, Optional<Problem> problem) {
        if (problem.isPresent()) {
            log.publishFailed(destination.exchange(), message.id(), problem.get());
            return problem.get().toResponse();
        }
        return Response.accepted(new Published(message.id().value(), destination.exchange(), destination.routingKey()))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }
}
