package dev.warren.scaler;

import dev.warren.amqp.depth.Backlogs;
import dev.warren.scaler.keda.ExternalScalerGrpc;
import dev.warren.scaler.keda.IsActiveResponse;
import dev.warren.scaler.keda.ScaledObjectRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The calls of KEDA's service. */
final class ScalerService {

    private static final Logger LOG = Logger.getLogger(ScalerService.class);

    /** Far more ScaledObjects than KEDA can handle; each costs a look at its queue, twice a second. */
    static final int MOST_LISTENERS = 1_000;

    private final Backlogs backlogs;
    private final Answers answers;
    private final Clock clock;
    private final Counter pushes;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    ScalerService(Backlogs backlogs, Clock clock, MeterRegistry metrics) {
        this.backlogs = backlogs;
        this.answers = new Answers(backlogs);
        this.clock = clock;
        this.pushes = Counter.builder("warren.scaler.pushes")
                .description("Times that KEDA was told that a worker is needed")
                .register(metrics);
        Gauge.builder("warren.scaler.listeners", listeners, Set::size)
                .description("ScaledObjects that KEDA listens for at this gateway")
                .register(metrics);
    }

    GrpcServer on(Vertx vertx) {
        return GrpcServer.server(vertx)
                .callHandler(ExternalScalerGrpc.getIsActiveMethod(), call -> answer(call, answers::isActive))
                .callHandler(ExternalScalerGrpc.getGetMetricSpecMethod(), call -> answer(call, answers::metricSpec))
                .callHandler(ExternalScalerGrpc.getGetMetricsMethod(), call -> answer(call, answers::metrics))
                .callHandler(
                        ExternalScalerGrpc.getStreamIsActiveMethod(),
                        call -> call.handler(scaled -> listen(call, scaled, vertx.getOrCreateContext())));
    }

    /** Ends what lasts, in order. */
    void sendListenersAway() {
        listeners.forEach(Listener::sendAway);
        listeners.clear();
    }

    private static <Q, A> void answer(GrpcServerRequest<Q, A> call, Function<Q, CompletionStage<A>> answering) {
        call.handler(question -> {
            Context eventLoop = Vertx.currentContext();
            try {
                answering
                        .apply(question)
                        .whenComplete((answer, failure) -> eventLoop.runOnContext(now -> {
                            if (failure == null) {
                                call.response().end(answer);
                            } else {
                                refuse(call.response(), failure);
                            }
                        }));
            } catch (ScalerException e) {
                refuse(call.response(), e);
            }
        });
    }

    private void listen(
            GrpcServerRequest<ScaledObjectRef, IsActiveResponse> call, ScaledObjectRef scaled, Context eventLoop) {
        GrpcServerResponse<ScaledObjectRef, IsActiveResponse> response = call.response();
        try {
            if (listeners.size() >= MOST_LISTENERS) {
                throw new ScalerException(GrpcStatus.RESOURCE_EXHAUSTED, "there are " + MOST_LISTENERS + " listeners");
            }
            String queue = Trigger.of(scaled).queue();
            Listener listener = new Listener(response, eventLoop, clock, pushes::increment);
            listener.listen(backlogs.watch(queue, listener::see));
            listeners.add(listener);
            response.exceptionHandler(gone -> {
                listeners.remove(listener);
                listener.gone();
            });
            response.writeHead();
            LOG.debugf("KEDA listens for %s/%s at queue %s", scaled.getNamespace(), scaled.getName(), queue);
        } catch (ScalerException e) {
            refuse(response, e);
        }
    }

    private static void refuse(GrpcServerResponse<?, ?> response, Throwable failure) {
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        GrpcStatus status = why instanceof ScalerException refused ? refused.status() : GrpcStatus.INTERNAL;
        LOG.debugf("KEDA is refused: %s", why.getMessage());
        response.status(status).statusMessage(why.getMessage()).end();
    }
}
