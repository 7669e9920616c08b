package dev.warren.gateway;

import dev.warren.amqp.LettersException;
import dev.warren.amqp.PublishResult;
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

    private static final List<Problem> SUBMIT = Stream.of(
                    new PublishResult.Unroutable("warren.tasks", "emails"),
                    new PublishResult.Refused(),
                    new PublishResult.Unconfirmed(Duration.ofSeconds(5)),
                    new PublishResult.ConnectionLost("reset"),
                    new PublishResult.Blocked("low on memory"),
                    new PublishResult.Unavailable("no connection"))
            .flatMap(result -> PublishProblem.of(result, "emails", new TaskId("order-4711-receipt")).stream())
            .toList();

    private static final List<Problem> EVERY = List.of(
            Problem.of(ProblemType.INVALID_QUEUE_NAME, "Names that start with amq. belong to RabbitMQ."),
            Problem.of(ProblemType.INVALID_REQUEST, "There is no such query parameter."),
            Problem.of(ProblemType.INTERNAL_ERROR, "Warren made a mistake; its log has the cause."));

    private static final List<Problem> TASK = List.of(
            Problem.of(ProblemType.INVALID_TASK, "The priority is a whole number from 0 to 9."),
            BoundedBody.tooLarge(1024 * 1024));

    private static final List<Problem> DELAY = List.of(Submitter.tooLong(Duration.ofSeconds((1 << 22) - 1)));

    private static final List<Problem> BATCH = List.of(
            Problem.of(ProblemType.INVALID_BATCH, "The batch has no items."),
            Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A batch is application/x-ndjson or application/json."));

    private static final List<Problem> LETTERS = Stream.of(LettersException.Obstacle.values())
            .map(obstacle -> LetterProblem.of(obstacle, "emails.dead has a delivery limit"))
            .toList();

    private static final List<Problem> LETTER = List.of(LetterProblem.noSuchLetter());

    private static final String LINES =
            "{\"id\": \"a-1\", \"type\": \"receipt\", \"payload\": {\"order\": 4711}}\n{\"payload\": \"plain text\"}\n";

    private static final Map<String, List<Problem>> PROBLEMS = Map.of(
            "submitTask", concat(EVERY, TASK, DELAY, SUBMIT),
            "submitBatch", concat(EVERY, BATCH),
            "listDeadLetters", concat(EVERY, LETTERS),
            "groupDeadLetters", concat(EVERY, LETTERS),
            "getDeadLetter", concat(EVERY, LETTERS, LETTER),
            "getDeadLetterPayload", concat(EVERY, LETTERS, LETTER),
            "replayDeadLetter", concat(EVERY, LETTERS, LETTER),
            "replayDeadLetters", concat(EVERY, LETTERS),
            "discardDeadLetter", concat(EVERY, LETTERS, LETTER),
            "discardDeadLetters", concat(EVERY, LETTERS));

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
