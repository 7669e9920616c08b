package dev.warren.gateway;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a request's headers and query say about the task. */
final class RequestHead {

    private static final String USER_HEADER = "warren-header-";
    static final String USER_HEADER_QUERY = "header.";

    /** https://www.w3.org/TR/trace-context/#traceparent-header; what does not look like it is to be ignored. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-\\p{Graph}{0,128})?");

    private static final Pattern TRACESTATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    private RequestHead() {}

    /**
     * A task with everything but its payload.
     *
     * @throws ProblemException if something is wrong, unknown or given twice
     */
    static TaskDraft draft(HttpServerRequest request) {
        TaskDraft draft = new TaskDraft();
        request.headers().forEach((name, value) -> readHeader(draft, name.toLowerCase(Locale.ROOT), value));
        query(request).forEach((name, value) -> readQuery(draft, name, value));
        draft.defaultHeaders(traceContext(request));
        return draft;
    }

    /** The trace that the request belongs to, as headers of a message. */
    static Map<String, String> traceContext(HttpServerRequest request) {
        Map<String, String> trace = new LinkedHashMap<>();
        String parent = request.getHeader("traceparent");
        if (parent != null && TRACEPARENT.matcher(parent).matches()) {
            trace.put("traceparent", parent);
            String state = String.join(",", request.headers().getAll("tracestate"));
            if (TRACESTATE.matcher(state).matches()) {
                trace.put("tracestate", state);
            }
        }
        return trace;
    }

    /** Makes sure that a request has no query, so that a misspelt path or option does not go unseen. */
    static void refuseQuery(HttpServerRequest request) {
        query(request).forEach((name, value) -> {
            throw invalid("A batch takes no query parameters: each item says it for itself.");
        });
    }

    static void readHeader(TaskDraft draft, String name, String raw) {
        switch (name) {
            case "content-type" -> draft.contentType(utf8(name, raw));
            case "content-encoding" -> draft.contentEncoding(utf8(name, raw));
            case "warren-task-id" -> draft.id(utf8(name, raw));
            case "warren-type" -> draft.type(utf8(name, raw));
            case "warren-priority" -> draft.priority(utf8(name, raw));
            case "warren-delay" -> draft.delay(utf8(name, raw));
            case "warren-run-at" -> draft.runAt(utf8(name, raw));
            case "warren-ttl" -> draft.ttl(utf8(name, raw));
            case "warren-deadline" -> draft.deadline(utf8(name, raw));
            case "warren-reply-to" -> draft.replyTo(utf8(name, raw));
            case "warren-correlation-id" -> draft.correlationId(utf8(name, raw));
            default -> {
                if (name.startsWith(USER_HEADER)) {
                    draft.header(name.substring(USER_HEADER.length()), utf8(name, raw));
                } else if (name.startsWith("warren-")) {
                    throw invalid("There is no header of this name: " + name
                            + ". Headers of your own are Warren-Header-NAME.");
                }
            }
        }
    }

    static void readQuery(TaskDraft draft, String name, String value) {
        decoded(name);
        decoded(value);
        switch (name) {
            case "task-id" -> draft.id(value);
            case "type" -> draft.type(value);
            case "priority" -> draft.priority(value);
            case "delay" -> draft.delay(value);
            case "run-at" -> draft.runAt(value);
            case "ttl" -> draft.ttl(value);
            case "deadline" -> draft.deadline(value);
            case "reply-to" -> draft.replyTo(value);
            case "correlation-id" -> draft.correlationId(value);
            default -> {
                if (!name.startsWith(USER_HEADER_QUERY)) {
                    throw invalid("There is no such query parameter; there are task-id, type, priority, delay, run-at,"
                            + " ttl, deadline, reply-to, correlation-id, header.NAME.");
                }
                draft.header(name.substring(USER_HEADER_QUERY.length()), value);
            }
        }
    }

    /** This part of the query, if it was UTF-8. */
    static String decoded(String part) {
        if (part.indexOf('\uFFFD') >= 0) {
            throw invalid("The query is not percent-encoded UTF-8.");
        }
        return part;
    }

    /**
     * Not {@link HttpServerRequest#params}, which a router adds the parts of the path to.
     *
     * @throws ProblemException if it is not percent-encoded UTF-8
     */
    static MultiMap query(HttpServerRequest request) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        if (request.query() == null) {
            return query;
        }
        try {
            new QueryStringDecoder(request.uri()).parameters().forEach(query::add);
            return query;
        } catch (IllegalArgumentException e) {
            throw invalid("The query is not percent-encoded UTF-8.");
        }
    }

    /** Netty gives each byte of a header's value as one character. */
    static String utf8(String name, String raw) {
        return Utf8.decode(raw.getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> invalid("The header " + name + " is not valid UTF-8."));
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
