package dev.warren.gateway.submit;

import dev.warren.gateway.http.RequestText;
import dev.warren.gateway.http.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** What a request's headers and query say about the task. */
public final class RequestHead {

    private static final String USER_HEADER = "warren-header-";

    private RequestHead() {}

    /**
     * A task with everything but its payload.
     *
     * @throws ProblemException if something is wrong, unknown or given twice
     */
    static TaskDraft draft(HttpServerRequest request) {
        TaskDraft draft = new TaskDraft();
        request.headers().forEach((name, value) -> readHeader(draft, name.toLowerCase(Locale.ROOT), value));
        RequestText.query(request).forEach((name, value) -> readQuery(draft, name, value));
        draft.defaultHeaders(TraceContext.of(request));
        return draft;
    }

    /** Makes sure that a request has no query, so that a misspelt path or option does not go unseen. */
    static void refuseQuery(HttpServerRequest request) {
        RequestText.query(request).forEach((name, value) -> {
            throw RequestText.invalid("A batch takes no query parameters: each item says it for itself.");
        });
    }

    public static void readHeader(TaskDraft draft, String name, String raw) {
        switch (name) {
            case "content-type" -> draft.contentType(RequestText.utf8(name, raw));
            case "content-encoding" -> draft.contentEncoding(RequestText.utf8(name, raw));
            case "warren-task-id" -> draft.id(RequestText.utf8(name, raw));
            case "warren-type" -> draft.type(RequestText.utf8(name, raw));
            case "warren-priority" -> draft.priority(RequestText.utf8(name, raw));
            case "warren-delay" -> draft.delay(RequestText.utf8(name, raw));
            case "warren-run-at" -> draft.runAt(RequestText.utf8(name, raw));
            case "warren-ttl" -> draft.ttl(RequestText.utf8(name, raw));
            case "warren-deadline" -> draft.deadline(RequestText.utf8(name, raw));
            case "warren-reply-to" -> draft.replyTo(RequestText.utf8(name, raw));
            case "warren-correlation-id" -> draft.correlationId(RequestText.utf8(name, raw));
            default -> {
                if (name.startsWith(USER_HEADER)) {
                    draft.header(name.substring(USER_HEADER.length()), RequestText.utf8(name, raw));
                } else if (name.startsWith("warren-")) {
                    throw RequestText.invalid("There is no header of this name: " + name
                            + ". Headers of your own are Warren-Header-NAME.");
                }
            }
        }
    }

    public static void readQuery(TaskDraft draft, String name, String value) {
        RequestText.decoded(name);
        RequestText.decoded(value);
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
                if (!name.startsWith(RequestText.HEADER_PARAMETER)) {
                    throw RequestText.invalid(
                            "There is no such query parameter; there are task-id, type, priority, delay, run-at,"
                                    + " ttl, deadline, reply-to, correlation-id, header.NAME.");
                }
                draft.header(name.substring(RequestText.HEADER_PARAMETER.length()), value);
            }
        }
    }
}
