package dev.warren.gateway.submit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.warren.gateway.http.BodyProblem;
import dev.warren.gateway.http.Utf8;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one item of a batch: a JSON object with {@code payload} or {@code payloadBase64}, and if wanted {@code id},
 * {@code type}, {@code priority}, {@code delay} or {@code runAt}, {@code ttl} or {@code deadline}, {@code contentType}, {@code replyTo}, {@code correlationId}, {@code headers}. A payload that is a string is that text; any other is
 * its JSON, byte for byte as it stands in the item.
 */
final class BatchItem {

    /** Takes UTF-8 alone: a parser of other encodings can't say at which byte a payload begins. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON_TYPE = "application/json";

    private final byte[] json;
    private final TaskDraft draft = new TaskDraft();
    private byte[] payload;
    private String payloadType;

    BatchItem(byte[] json) {
        this.json = json;
    }

    /**
     * @param traceContext the headers of the request's trace, for items that have none
     * @throws IOException if it is not JSON
     * @throws ProblemException if it is not a task
     */
    Task read(Map<String, String> traceContext, long maxPayload, Clock clock) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            try {
                readFields(parser);
            } catch (ProblemException e) {
                readToEnd(parser);
                throw e;
            }
        }
        checkPayload(maxPayload);
        draft.defaultHeaders(traceContext);
        return draft.task(payload, payloadType, clock);
    }

    private void readFields(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("An item is a JSON object, such as {\"payload\": \"hello\"}.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            readField(field, parser);
        }
        if (parser.nextToken() != null) {
            throw invalid("There is more than one JSON value here: give each item a line of its own.");
        }
    }

    /** Finds out whether the rest is JSON at least: in an array, that decides if it can go on behind it. */
    private static void readToEnd(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            parser.skipChildren();
        }
    }

    /** The id as far as it was read, also when the rest can't be. */
    Optional<TaskId> id() {
        return draft.id();
    }

    private void readField(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "id" -> draft.id(text(field, parser));
            case "type" -> draft.type(text(field, parser));
            case "contentType" -> draft.contentType(text(field, parser));
            case "priority" -> readPriority(parser);
            case "delay" -> draft.delay(duration(field, parser));
            case "runAt" -> draft.runAt(text(field, parser));
            case "ttl" -> draft.ttl(duration(field, parser));
            case "deadline" -> draft.deadline(text(field, parser));
            case "replyTo" -> draft.replyTo(text(field, parser));
            case "correlationId" -> draft.correlationId(text(field, parser));
            case "headers" -> readHeaders(parser);
            case "payload" -> readPayload(parser);
            case "payloadBase64" -> setPayload(decode(text(field, parser)), Payload.OCTET_STREAM);
            default ->
                throw invalid("An item has no such field; there are id, type, priority, delay, runAt, ttl,"
                        + " deadline, contentType, replyTo, correlationId, headers, payload, payloadBase64.");
        }
    }

    private void readPriority(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw invalid("The priority is a whole number from 0 to 9.");
        }
        draft.priority(parser.getText());
    }

    private static String duration(String field, JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text(field, parser);
    }

    private void readHeaders(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("The headers are a JSON object.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            draft.header(name, headerValue(parser.nextToken(), parser));
        }
    }

    private static Object headerValue(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> number(parser);
            default -> throw invalid("A header's value is a string, a number or a boolean.");
        };
    }

    private static Number number(JsonParser parser) throws IOException {
        Number number = parser.getNumberValue();
        if (number instanceof BigInteger || Double.isInfinite(number.doubleValue())) {
            throw invalid("A header's number has to fit into 64 bits: send it as a string.");
        }
        return number instanceof Integer ? number.longValue() : number;
    }

    private void readPayload(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            byte[] text = Utf8.encode(parser.getText())
                    .orElseThrow(() -> invalid("The payload's text is not valid Unicode; use payloadBase64."));
            setPayload(text, TEXT);
        } else if (parser.currentToken().isStructStart()) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            setPayload(Arrays.copyOfRange(json, start, end), JSON_TYPE);
        } else {
            setPayload(parser.getText().getBytes(StandardCharsets.UTF_8), JSON_TYPE);
        }
    }

    private void setPayload(byte[] bytes, String contentType) {
        if (payload != null) {
            throw invalid("An item has either payload or payloadBase64.");
        }
        payload = bytes;
        payloadType = contentType;
    }

    private void checkPayload(long maxPayload) {
        if (payload == null) {
            throw invalid("An item needs payload or payloadBase64, even if empty: \"payload\": \"\".");
        }
        if (payload.length > maxPayload) {
            throw new ProblemException(BodyProblem.tooLarge(maxPayload));
        }
    }

    private static String text(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("The field " + field + " is a string.");
        }
        return parser.getText();
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw invalid("payloadBase64 is not Base64 (RFC 4648, section 4).");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_TASK, detail);
    }
}
