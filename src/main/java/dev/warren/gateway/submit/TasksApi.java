package dev.warren.gateway.submit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
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

/** Submitting tasks, as the OpenAPI document tells it; {@code ProblemResponses} adds the problems. */
@Path("/api/queues/{queue}/tasks")
@Tag(name = "Tasks", description = "Hand tasks to queues.")
interface TasksApi {

    @POST
    @Operation(
            operationId = "submitTask",
            summary = "Submit a task",
            description = "The body is the payload and reaches the handler untouched, with its Content-Type and"
                    + " Content-Encoding. Answers 202 once the broker has confirmed the task: it is on disk, in a"
                    + " queue. A submit may be repeated with the same task id, so that handlers can tell.\n\n"
                    + "Headers of your own: `Warren-Header-NAME: value` (the name becomes lower case) or the query"
                    + " parameter `header.NAME=value` (the name stays as it is).")
    @Parameter(
            name = "Warren-Task-Id",
            in = ParameterIn.HEADER,
            description = "The task's id; a new UUID (version 7) without it. Also as query parameter `task-id`.",
            schema = @Schema(type = SchemaType.STRING, pattern = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}"),
            example = "order-4711-receipt")
    @Parameter(
            name = "Warren-Type",
            in = ParameterIn.HEADER,
            description = "Picks the handler; the queue's default handler without it. Also as query parameter `type`.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "receipt")
    @Parameter(
            name = "Warren-Priority",
            in = ParameterIn.HEADER,
            description = "0 to 9; counts where the queue has priorities. Also as query parameter `priority`.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "9", defaultValue = "0"),
            example = "5")
    @Parameter(
            name = "Warren-Delay",
            in = ParameterIn.HEADER,
            description =
                    "Runs it no earlier than after this time: seconds, or such as `90s`, `1h30m`, `2d`, `PT1H30M`."
                            + " Also as query parameter `delay`.",
            schema = @Schema(type = SchemaType.STRING),
            example = "1h30m")
    @Parameter(
            name = "Warren-Run-At",
            in = ParameterIn.HEADER,
            description =
                    "Runs it no earlier than then (RFC 3339); at once if that is past. Instead of a delay. Also as"
                            + " query parameter `run-at`.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2027-01-31T08:00:00Z")
    @Parameter(
            name = "Warren-Ttl",
            in = ParameterIn.HEADER,
            description =
                    "Counted from now: a task that has not been started by then is not started any more, but goes to"
                            + " the dead letters. Seconds, or such as 90s, 1h30m, 2d. Also as query parameter `ttl`.",
            schema = @Schema(type = SchemaType.STRING),
            example = "15m")
    @Parameter(
            name = "Warren-Deadline",
            in = ParameterIn.HEADER,
            description = "The same as a point in time (RFC 3339), instead of a time to live. Also as query parameter"
                    + " `deadline`.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2027-01-31T09:00:00Z")
    @Parameter(
            name = "Warren-Reply-To",
            in = ParameterIn.HEADER,
            description =
                    "Where an answer is expected: AMQP's `reply-to`, passed on to the handler. Also as query parameter"
                            + " `reply-to`.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "answers")
    @Parameter(
            name = "Warren-Correlation-Id",
            in = ParameterIn.HEADER,
            description =
                    "What that answer is to be known by: AMQP's `correlation-id`, passed on to the handler. Also as"
                            + " query parameter `correlation-id`.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255),
            example = "order-4711")
    @RequestBody(
            description = "The payload, of any type; may be empty.",
            content =
                    @Content(
                            mediaType = "*/*",
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples =
                                    @ExampleObject(
                                            name = "mail",
                                            value = "{\"to\": \"ada@example.org\", \"order\": 4711}")))
    @APIResponse(
            responseCode = "202",
            description = "The broker has confirmed the task.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Accepted.class),
                            examples =
                                    @ExampleObject(
                                            name = "accepted",
                                            value = "{\"id\": \"order-4711-receipt\", \"queue\": \"emails\"}")))
    Uni<Response> submit(
            @Parameter(description = "The queue's name.", example = "emails") @PathParam("queue") String queue,
            @Context HttpServerRequest request);

    @POST
    @Path("/batch")
    @Consumes({"application/x-ndjson", "application/ndjson", "application/json"})
    @Operation(
            operationId = "submitBatch",
            summary = "Submit many tasks",
            description = "One JSON object per line, or a JSON array of them. Each item has `payload` (a string is"
                    + " text, any other JSON goes as it stands) or `payloadBase64`, and may have `id`, `type`,"
                    + " `priority`, `delay` or `runAt`, `ttl` or `deadline`, `contentType` and `headers`. The answer lists what became of each, in order: 202"
                    + " when all were accepted, 207 when not. Read and answered as a stream: the broker's pace is the"
                    + " upload's.")
    @RequestBody(
            required = true,
            description = "The items.",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class),
                        examples =
                                @ExampleObject(
                                        name = "array",
                                        value = "[{\"id\": \"a-1\", \"payload\": {\"order\": 4711}},"
                                                + " {\"payloadBase64\": \"AAEC\", \"contentType\": \"image/x-raw\"}]"))
            })
    @APIResponse(
            responseCode = "202",
            description = "The broker has confirmed every task.",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples =
                                    @ExampleObject(
                                            name = "accepted",
                                            value = "{\"accepted\": 1, \"failed\": 0, \"items\": [{\"id\": \"a-1\","
                                                    + " \"status\": 202}]}")))
    @APIResponse(
            responseCode = "207",
            description =
                    "At least one item was not accepted; its `status`, `type` and `detail` say why. After 1000 failures"
                            + " there is no `detail` any more, but for the last item's if that says that nothing after it was read.",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples =
                                    @ExampleObject(
                                            name = "partly",
                                            value = "{\"accepted\": 1, \"failed\": 1, \"items\": [{\"id\": \"a-1\","
                                                    + " \"status\": 202}, {\"id\": \"a-2\", \"status\": 429, \"type\":"
                                                    + " \"/problems/queue-full\", \"detail\": \"The broker refused the"
                                                    + " task: the queue is full.\"}]}")))
    Uni<Response> submitBatch(
            @Parameter(description = "The queue's name.", example = "emails") @PathParam("queue") String queue,
            @Context HttpServerRequest request);
}
