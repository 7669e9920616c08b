package dev.warren.gateway.problem;

import io.quarkus.logging.Log;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An error as a problem document (RFC 9457).
 *
 * @param type what kind, a URI reference that stays the same
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what happened here and what to do
 * @param retryAfter how long to wait before the next try, where there is a use in one
 * @param members what else a program may want to know, such as the queue and the task id
 */
public record Problem(
        URI type, String title, int status, String detail, Optional<Duration> retryAfter, Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, type.retryAfter(), Map.of());
    }

    /** A status that says all there is to say. */
    static Problem ofStatus(Response.StatusType status, String detail) {
        return new Problem(
                URI.create("about:blank"),
                status.getReasonPhrase(),
                status.getStatusCode(),
                detail,
                Optional.empty(),
                Map.of());
    }

    /** What nobody foresaw: its cause is for the log alone. */
    public static Problem unexpected(Throwable cause) {
        Log.error("A request ended with an unexpected error", cause);
        return of(
                ProblemType.INTERNAL_ERROR,
                "Warren made a mistake; its log has the cause. If this was a submit, it may have been kept: repeating"
                        + " it with the same task id is safe.");
    }

    public Problem with(String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(name, value);
        return new Problem(type, title, status, detail, retryAfter, Collections.unmodifiableMap(all));
    }

    /** The last part of the type, such as {@code queue-full}. */
    public String slug() {
        return type.toString().substring(type.toString().lastIndexOf('/') + 1);
    }

    /** The document as a tree of plain values. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type.toString());
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        json.putAll(members);
        return json;
    }

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(json());
        retryAfter.ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return response.build();
    }
}
