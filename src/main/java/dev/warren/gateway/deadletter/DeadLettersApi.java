package dev.warren.gateway.deadletter;

import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Dead letters, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api/queues/{queue}/dead")
@Tag(name = "Dead letters", description = "Look at tasks that can't be done, replay or discard them.")
interface DeadLettersApi {

    String JSON = "application/json";
    String LINES = "application/x-ndjson;qs=0.5";

    @GET
    @Produces(JSON)
    @Operation(
            operationId = "listDeadLetters",
            summary = "List dead letters",
            description = "One page, without payloads; none is taken out of the queue. Filters: `type`, `reason`, `id`,"
                    + " `since`, `until`.")
    @Parameter(name = "order", in = ParameterIn.QUERY, example = "newest", schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "1 to 1000.",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "100"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    Response list(@PathParam("queue") String queue, @Context RoutingContext context);

    @GET
    @Path("/groups")
    @Produces(JSON)
    @Operation(
            operationId = "groupDeadLetters",
            summary = "Count dead letters by type and reason",
            description = "The largest group first, each with an example. Filters as in a list.")
    Response groups(@PathParam("queue") String queue, @Context RoutingContext context);

    @GET
    @Path("/{id}")
    @Produces(JSON)
    @Operation(
            operationId = "getDeadLetter",
            summary = "Look at a dead letter",
            description = "All that it carries but its payload. Of several with this id, the first in the queue.")
    Response get(@PathParam("queue") String queue, @PathParam("id") String id, @Context RoutingContext context);

    @GET
    @Path("/{id}/payload")
    @Operation(
            operationId = "getDeadLetterPayload",
            summary = "Get a dead letter's payload",
            description = "As it was submitted, with its Content-Type and Content-Encoding, as a file to be saved.")
    Response payload(@PathParam("queue") String queue, @PathParam("id") String id, @Context RoutingContext context);

    @POST
    @Path("/{id}/replay")
    @Produces(JSON)
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Replay a dead letter",
            description = "Puts it back into its queue, or into the one named by `to`. Of several with this id, all.")
    Response replayOne(@PathParam("queue") String queue, @PathParam("id") String id, @Context RoutingContext context);

    @POST
    @Path("/replay")
    @Produces(JSON)
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Replay dead letters",
            description =
                    "Those that match the filters `type`, `reason`, `id`, `since`, `until`; without any, `all=true`"
                            + " is wanted. `to` names another queue, `rate` limits how many a second. What comes meanwhile is"
                            + " not touched. With `Accept: application/x-ndjson`, lines tell how far it is. Closing the connection"
                            + " stops it.")
    Response replay(@PathParam("queue") String queue, @Context RoutingContext context);

    @POST
    @Path("/replay")
    @Produces(LINES)
    @Operation(hidden = true)
    Multi<Map<String, Object>> replayTelling(@PathParam("queue") String queue, @Context RoutingContext context);

    @DELETE
    @Path("/{id}")
    @Produces(JSON)
    @Operation(
            operationId = "discardDeadLetter",
            summary = "Discard a dead letter",
            description = "For good. Of several with this id, all.")
    Response discardOne(@PathParam("queue") String queue, @PathParam("id") String id, @Context RoutingContext context);

    @POST
    @Path("/discard")
    @Produces(JSON)
    @Operation(
            operationId = "discardDeadLetters",
            summary = "Discard dead letters",
            description =
                    "For good. Filters and progress as in a replay. With `copies=true`, only what is there more than"
                            + " once: all but the first of each id, type, payload and headers of its own.")
    Response discard(@PathParam("queue") String queue, @Context RoutingContext context);

    @POST
    @Path("/discard")
    @Produces(LINES)
    @Operation(hidden = true)
    Multi<Map<String, Object>> discardTelling(@PathParam("queue") String queue, @Context RoutingContext context);
}
