package dev.warren.gateway.follow;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** Subscribing to exchanges, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api/exchanges/{exchange}/messages")
@Tag(name = "Exchanges")
interface SubscriptionsApi {

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @FollowsExchange
    @Operation(
            operationId = "subscribe",
            summary = "Follow an exchange",
            description = "Every subscriber gets every message that it wants and that is published while it is"
                    + " subscribed, as server-sent events: `subscribed`, `message`, `dropped` (it did not read in time),"
                    + " `interrupted` (until the next `subscribed`, messages pass it by). Their data is JSON. Nothing is"
                    + " kept for a subscriber that is not there.")
    @Parameter(
            name = "key",
            in = ParameterIn.QUERY,
            description = "Which keys are wanted; for a topic exchange a pattern with `*` and `#`. May be given again."
                    + " Without it, and without headers, `#`: all of a topic or fanout exchange.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "orders.*.created")
    @Parameter(
            name = "header.NAME",
            in = ParameterIn.QUERY,
            description = "For a headers exchange, instead of keys: the value that the header NAME has to have.",
            schema = @Schema(type = SchemaType.STRING),
            example = "acme")
    @Parameter(
            name = "match",
            in = ParameterIn.QUERY,
            description = "How many of the headers have to fit.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"all", "any"},
                            defaultValue = "all"))
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
                                            value = "event:subscribed\ndata:{}\n\nevent:message\ndata:{\"id\":"
                                                    + "\"order-4711-created\",\"exchange\":\"events\",\"key\":"
                                                    + "\"orders.eu.created\",\"headers\":{},\"payload\":\"hello\"}")))
    Multi<OutboundSseEvent> subscribe(
            @Parameter(description = "The exchange's name.", example = "events") @PathParam("exchange") String exchange,
            @Context HttpServerRequest request,
            @Context Sse sse);
}
