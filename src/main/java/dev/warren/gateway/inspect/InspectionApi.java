package dev.warren.gateway.inspect;

import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Listing;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is on the broker, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api")
@Tag(name = "Inspect", description = "See what there is on the broker. Changes nothing.")
interface InspectionApi {

    String OPTIONAL = " What is absent from an item was not told.";

    @GET
    @Path("/queues")
    @Operation(
            operationId = "listQueues",
            summary = "List queues",
            description = "All of the virtual host, by RabbitMQ's management API (`source` is `management`). Where the"
                    + " gateway can't read that, `source` is `amqp`: then the queues that the gateway is configured"
                    + " for, with what AMQP tells of them; `missing` says what it does not, and `why`." + OPTIONAL)
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Part of their names.",
            schema = @Schema(type = SchemaType.STRING))
    Uni<QueueList> queues(@Context HttpServerRequest request);

    @GET
    @Path("/queues/{queue}")
    @Operation(
            operationId = "getQueue",
            summary = "Look at a queue",
            description = "With its bindings and consumers." + OPTIONAL)
    Uni<QueueDetails> queue(
            @Parameter(description = "The queue's name.", example = "emails") @PathParam("queue") String queue,
            @Context HttpServerRequest request);

    @GET
    @Path("/exchanges")
    @Operation(
            operationId = "listExchanges",
            summary = "List exchanges",
            description = "The default exchange's name is empty." + OPTIONAL)
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "Part of their names.",
            schema = @Schema(type = SchemaType.STRING))
    Uni<Listing<Exchange>> exchanges(@Context HttpServerRequest request);

    @GET
    @Path("/bindings")
    @Operation(
            operationId = "listBindings",
            summary = "List bindings",
            description = "What leads from exchanges to queues and to other exchanges.")
    @Parameter(
            name = "exchange",
            in = ParameterIn.QUERY,
            description = "Where they come from; empty for the default exchange.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "queue",
            in = ParameterIn.QUERY,
            description = "The queue that they lead to.",
            schema = @Schema(type = SchemaType.STRING))
    Uni<Listing<Binding>> bindings(@Context HttpServerRequest request);

    @GET
    @Path("/consumers")
    @Operation(
            operationId = "listConsumers",
            summary = "List consumers",
            description = "Who takes from which queue. Users and addresses are left out unless the gateway is"
                    + " configured to tell them (`warren.management.show-clients`)." + OPTIONAL)
    @Parameter(
            name = "queue",
            in = ParameterIn.QUERY,
            description = "The queue that they consume.",
            schema = @Schema(type = SchemaType.STRING))
    Uni<Listing<Consumer>> consumers(@Context HttpServerRequest request);

    @GET
    @Path("/connections")
    @Operation(
            operationId = "listConnections",
            summary = "List connections",
            description = "Users and addresses are left out unless the gateway is configured to tell them"
                    + " (`warren.management.show-clients`)." + OPTIONAL)
    Uni<Listing<Connection>> connections(@Context HttpServerRequest request);

    @GET
    @Path("/nodes")
    @Operation(
            operationId = "listNodes",
            summary = "List nodes",
            description = "The broker's, with the alarms that keep it from taking messages." + OPTIONAL)
    Uni<Listing<Node>> nodes(@Context HttpServerRequest request);
}
