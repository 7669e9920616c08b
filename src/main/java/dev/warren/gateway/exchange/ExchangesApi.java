package dev.warren.gateway.exchange;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Publishing to exchanges, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api/exchanges/{exchange}/messages")
@Tag(name = "Exchanges", description = "Publish to exchanges, and follow them.")
interface ExchangesApi {

    @POST
    @Operation(
            operationId = "publishMessage",
            summary = "Publish a message to an exchange",
            description = "Of any type: direct, topic, fanout, headers. Answers 202 once the broker has routed the"
                    + " message to at least one queue and confirmed it, 404 when no queue wanted it. The body is the"
                    + " payload, with its Content-Type and Content-Encoding.\n\n"
                    + "The headers of a submit say the same here, but for delays. Headers of your own, which a headers"
                    + " exchange goes by: `Warren-Header-NAME: value` (the name becomes lower case) or the query"
                    + " parameter `header.NAME=value` (the name stays as it is).")
    @Parameter(
            name = "Warren-Routing-Key",
            in = ParameterIn.HEADER,
            description = "What direct and topic exchanges route by; empty without it. Also as query parameter `key`.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "orders.eu.created")
    @Parameter(
            name = "Warren-Task-Id",
            in = ParameterIn.HEADER,
            description = "The message's id; a new UUID (version 7) without it. Also as query parameter `task-id`.",
            schema = @Schema(type = SchemaType.STRING, pattern = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}"),
            example = "order-4711-created")
    @Parameter(
            name = "Warren-Type",
            in = ParameterIn.HEADER,
            description = "What kind of message it is. Also as query parameter `type`.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "order-created")
    @RequestBody(
            description = "The payload, of any type; may be empty.",
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "order", value = "{\"order\": 4711}")))
    @APIResponse(
            responseCode = "202",
            description = "At least one queue has it, and the broker has confirmed it.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Published.class),
                            examples =
                                    @ExampleObject(
                                            name = "published",
                                            value = "{\"id\": \"order-4711-created\", \"exchange\": \"events\","
                                                    + " \"key\": \"orders.eu.created\"}")))
    Uni<Response> publish(
            @Parameter(description = "The exchange's name.", example = "events") @PathParam("exchange") String exchange,
            @Context HttpServerRequest request);
}
