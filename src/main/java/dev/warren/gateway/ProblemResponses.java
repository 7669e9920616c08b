package dev.warren.gateway;

import static java.util.Map.entry;

import dev.warren.amqp.letter.LettersException;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.gateway.deadletter.LetterProblem;
import dev.warren.gateway.follow.SubscriberProblem;
import dev.warren.gateway.http.BodyProblem;
import dev.warren.gateway.inspect.InspectionProblem;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.problem.PublishProblem;
import dev.warren.gateway.submit.Submitter;
import dev.warren.task.TaskId;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to each operation of the OpenAPI document the problems that it may end with, as they really look. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

    private static final TaskId ID = new TaskId("order-4711-receipt");

    private static final List<Problem> SUBMIT = results(new PublishResult.Unroutable("warren.tasks", "emails"))
            .flatMap(result -> PublishProblem.of(result, "emails", ID).stream())
            .toList();

    private static final Destination EVENTS = new Destination("events", "orders.eu.created");

    private static final List<Problem> PUBLISH = results(
                    new PublishResult.Unroutable(EVENTS.exchange(), EVENTS.routingKey()),
                    new PublishResult.NoExchange(EVENTS.exchange()),
                    new PublishResult.Forbidden(EVENTS.exchange()))
            .flatMap(result -> PublishProblem.of(result, EVENTS, ID).stream())
            .toList();

    private static final List<Problem> SUBSCRIBE = List.of(
            SubscriberProblem.of(new PublishResult.NoExchange(EVENTS.exchange())),
            SubscriberProblem.of(new PublishResult.Forbidden(EVENTS.exchange())),
            SubscriberProblem.of(new PublishResult.Unavailable("no connection")),
            SubscriberProblem.tooMany(100));

    private static final List<Problem> EVERY = List.of(
            Problem.of(ProblemType.INVALID_REQUEST, "There is no such query parameter."),
            Problem.of(ProblemType.INTERNAL_ERROR, "Warren made a mistake; its log has the cause."));

    private static final List<Problem> QUEUE =
            List.of(Problem.of(ProblemType.INVALID_QUEUE_NAME, "Names that start with amq. belong to RabbitMQ."));

    private static final List<Problem> EXCHANGE = List.of(Problem.of(
            ProblemType.INVALID_EXCHANGE_NAME,
            "An exchange's name is 1 to 255 bytes of UTF-8 without control characters."));

    private static final List<Problem> TASK = List.of(
            Problem.of(ProblemType.INVALID_TASK, "The priority is a whole number from 0 to 9."),
            BodyProblem.tooLarge(1024 * 1024));

    private static final List<Problem> BODY = List.of(BodyProblem.tooSlow(Duration.ofMinutes(1)), BodyProblem.noRoom());

    private static final List<Problem> DELAY = List.of(Submitter.tooLong(Duration.ofSeconds((1 << 22) - 1)));

    private static final List<Problem> BATCH = List.of(
            Problem.of(ProblemType.INVALID_BATCH, "The batch has no items."),
            Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A batch is application/x-ndjson or application/json."));

    private static final List<Problem> LETTERS = Stream.of(LettersException.Obstacle.values())
            .map(obstacle -> LetterProblem.of(obstacle, "emails.dead has a delivery limit"))
            .toList();

    private static final List<Problem> LETTER = List.of(LetterProblem.noSuchLetter());

    private static final List<Problem> MANAGEMENT =
            List.of(InspectionProblem.away("RabbitMQ's management API does not answer"));

    private static final List<Problem> BROKER = List.of(InspectionProblem.brokerAway());

    private static final List<Problem> NO_QUEUE = List.of(InspectionProblem.noSuchQueue());

    private static final String LINES =
            "{\"id\": \"a-1\", \"type\": \"receipt\", \"payload\": {\"order\": 4711}}\n{\"payload\": \"plain text\"}\n";

    private static final Map<String, List<Problem>> PROBLEMS = Map.ofEntries(
            entry("submitTask", concat(EVERY, QUEUE, BODY, TASK, DELAY, SUBMIT)),
            entry("submitBatch", concat(EVERY, QUEUE, BODY, BATCH)),
            entry("publishMessage", concat(EVERY, EXCHANGE, BODY, TASK, PUBLISH)),
            entry("subscribe", concat(EVERY, EXCHANGE, SUBSCRIBE)),
            entry("listQueues", concat(EVERY, BROKER)),
            entry("getQueue", concat(EVERY, NO_QUEUE, BROKER)),
            entry("listExchanges", concat(EVERY, MANAGEMENT)),
            entry("listBindings", concat(EVERY, MANAGEMENT)),
            entry("listConsumers", concat(EVERY, MANAGEMENT)),
            entry("listConnections", concat(EVERY, MANAGEMENT)),
            entry("listNodes", concat(EVERY, MANAGEMENT)),
            entry("followEvents", concat(EVERY, SUBSCRIBE)),
            entry("listDeadLetters", concat(EVERY, QUEUE, LETTERS)),
            entry("groupDeadLetters", concat(EVERY, QUEUE, LETTERS)),
            entry("getDeadLetter", concat(EVERY, QUEUE, LETTERS, LETTER)),
            entry("getDeadLetterPayload", concat(EVERY, QUEUE, LETTERS, LETTER)),
            entry("replayDeadLetter", concat(EVERY, QUEUE, LETTERS, LETTER)),
            entry("replayDeadLetters", concat(EVERY, QUEUE, LETTERS)),
            entry("discardDeadLetter", concat(EVERY, QUEUE, LETTERS, LETTER)),
            entry("discardDeadLetters", concat(EVERY, QUEUE, LETTERS)));

    /** What every publish may come to, and what one of this kind may as well. */
    private static Stream<PublishResult> results(PublishResult... own) {
        return Stream.concat(
                Stream.of(own),
                Stream.of(
                        new PublishResult.Refused(),
                        new PublishResult.Unconfirmed(Duration.ofSeconds(5)),
                        new PublishResult.ConnectionLost("reset"),
                        new PublishResult.Blocked("low on memory"),
                        new PublishResult.Unavailable("no connection")));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        PROBLEMS.getOrDefault(operation.getOperationId(), List.of()).stream()
                .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()))
                .forEach((status, problems) ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), response(problems)));
        showLines(operation);
        return operation;
    }

    /** In an annotation, only the first line would be taken: it is JSON by itself. */
    private static void showLines(Operation operation) {
        if ("submitBatch".equals(operation.getOperationId())) {
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaType("application/x-ndjson")
                    .addExample("lines", OASFactory.createExample().value(LINES));
        }
    }

    private static APIResponse response(List<Problem> problems) {
        Content content = OASFactory.createContent();
        var mediaType = OASFactory.createMediaType().schema(schema());
        problems.forEach(problem -> mediaType.addExample(problem.slug(), example(problem)));
        APIResponse response = OASFactory.createAPIResponse()
                .description(problems.stream().map(Problem::title).collect(Collectors.joining("; ")))
                .content(content.addMediaType(Problem.MEDIA_TYPE, mediaType));
        if (problems.stream().anyMatch(problem -> problem.retryAfter().isPresent())) {
            response.addHeader("Retry-After", retryAfter());
        }
        return response;
    }

    private static Schema schema() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A problem document (RFC 9457).")
                .addProperty("type", string())
                .addProperty("title", string())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", string());
    }

    private static Schema string() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Header retryAfter() {
        return OASFactory.createHeader()
                .description("Seconds to wait before the next try.")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
    }

    private static Example example(Problem problem) {
        return OASFactory.createExample().summary(problem.title()).value(problem.json());
    }

    @SafeVarargs
    private static List<Problem> concat(List<Problem>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }
}
