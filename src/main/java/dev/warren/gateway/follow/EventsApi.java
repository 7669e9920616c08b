package dev.warren.gateway.follow;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Following what happens to tasks, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api/events")
@Tag(name = "Events", description = "Follow what happens to tasks.")
interface EventsApi {

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @FollowsExchange
    @Operation(
            operationId = "followEvents",
            summary = "Follow what happens to tasks",
            description = "Events of all gateways and workers on the broker, as server-sent events: `task`, and as with"
                    + " exchanges `subscribed`, `dropped`, `interrupted`. Their data is JSON. Events may be lost, and come"
                    + " at a limited rate; tasks are not and do not. Each parameter may be given again: one that fits is"
                    + " enough.")
    @Parameter(
            name = "queue",
            in = ParameterIn.QUERY,
            description = "The queue of the tasks.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "emails")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Their type; empty for tasks without one.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "receipt")
    @Parameter(
            name = "event",
            in = ParameterIn.QUERY,
            description = "What happened.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"accepted", "started", "succeeded", "retrying", "dead", "replayed"}),
            example = "dead")
    @APIResponse(
            responseCode = "200",
            description = "The events, for as long as both sides want.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING),
                            examples =
                                    @ExampleObject(
                                            name = "events",
                                            value = "event:subscribed\ndata:{}\n\nevent:task\ndata:{\"event\":\"dead\","
                                                    + "\"time\":\"2027-01-31T08:00:00.123456Z\",\"queue\":\"emails\","
                                                    + "\"type\":\"receipt\",\"id\":\"order-4711-receipt\",\"attempt\":10,"
                                                    + "\"worker\":\"worker-0/1\",\"reason\":\"failed\",\"message\":"
                                                    + "\"exit code 1\"}")))
    Multi<OutboundSseEvent> follow(@Context HttpServerRequest request, @Context Sse sse);
}
