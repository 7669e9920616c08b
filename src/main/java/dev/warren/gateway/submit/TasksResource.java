package dev.warren.gateway.submit;

import dev.warren.gateway.http.BodyRoom;
import dev.warren.gateway.http.GatewayConfig;
import dev.warren.gateway.http.QueueName;
import dev.warren.gateway.http.RequestBody;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import io.quarkus.logging.Log;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** Takes tasks over HTTP. Nothing here blocks: from the socket to the broker's confirm it all runs on the event loop. */
@Singleton
@Startup // so that limits that make no sense are found then
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class TasksResource implements TasksApi {

    private static final int MULTI_STATUS = 207;

    private final Submitter submitter;
    private final BatchLimits limits;
    private final BodyRoom room;
    private final TaskIntake intake;
    private final Clock clock;

    TasksResource(Submitter submitter, TaskIntake intake, GatewayConfig config, BodyRoom room, Clock clock) {
        this.submitter = submitter;
        this.intake = intake;
        this.limits = BatchLimits.of(config);
        this.room = room;
        this.clock = clock;
    }

    /** For what {@link SubmitRoute} leaves. */
    @Override
    public Uni<Response> submit(String queue, HttpServerRequest request) {
        return Uni.createFrom()
                .emitter(emitter -> intake.take(queue, request, new TaskIntake.Answer() {
                    @Override
                    public void accepted(Accepted accepted) {
                        emitter.complete(Response.accepted(accepted)
                                .type(MediaType.APPLICATION_JSON)
                                .build());
                    }

                    @Override
                    public void failed(Problem problem) {
                        emitter.complete(problem.toResponse());
                    }

                    @Override
                    public void abandoned(Throwable cause) {
                        emitter.fail(cause);
                    }
                }));
    }

    @Override
    public Uni<Response> submitBatch(String queue, HttpServerRequest request) {
        Context eventLoop = Vertx.currentContext();
        return Uni.createFrom()
                .item(() -> QueueName.check(queue))
                .invoke(() -> RequestHead.refuseQuery(request))
                .map(checked -> new ItemStream(splitter(request), limits.itemJson(), room.share()))
                .chain(items -> new Batch(queue, request, items, submitter, limits, clock, eventLoop)
                        .run()
                        .onTermination()
                        .invoke(items::close))
                .map(fates -> answer(queue, fates))
                .onItemOrFailure()
                .call(() -> RequestBody.discard(request));
    }

    private static Response answer(String queue, Fates fates) {
        if (fates.total() == 0) {
            throw new ProblemException(ProblemType.INVALID_BATCH, "The batch has no items.");
        }
        if (fates.failed() > 0) {
            Log.warnf("Batch failed in part: queue=%s accepted=%d failed=%d", queue, fates.accepted(), fates.failed());
        }
        return Response.status(fates.failed() == 0 ? Response.Status.ACCEPTED.getStatusCode() : MULTI_STATUS)
                .type(MediaType.APPLICATION_JSON)
                .entity(fates.json())
                .build();
    }

    private static ItemSplitter splitter(HttpServerRequest request) {
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType == null || request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "A batch is application/x-ndjson or application/json, without a Content-Encoding: say which in"
                            + " Content-Type.");
        }
        boolean isArray = MediaType.valueOf(contentType).isCompatible(MediaType.APPLICATION_JSON_TYPE);
        return isArray ? new ArraySplitter() : new LineSplitter();
    }
}
