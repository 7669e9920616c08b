package dev.warren.gateway.exchange;

import dev.warren.gateway.http.RequestText;
import dev.warren.gateway.http.TraceContext;
import dev.warren.gateway.http.Utf8;
import dev.warren.gateway.submit.RequestHead;
import dev.warren.gateway.submit.TaskDraft;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a request's headers and query say about a message for an exchange. */
final class MessageHead {

    private static final int SHORT_STRING = 255;
    private static final String KEY_HEADER = "warren-routing-key";

    private static final Set<String> QUERY =
            Set.of("task-id", "type", "priority", "ttl", "deadline", "reply-to", "correlation-id");
    private static final Set<String> OF_TASKS_ALONE = Set.of("warren-delay", "warren-run-at");

    private final TaskDraft draft = new TaskDraft();
    private Optional<String> key = Optional.empty();

    private MessageHead() {}

    /**
     * A message with everything but its payload.
     *
     * @throws ProblemException if something is wrong, unknown or given twice
     */
    static MessageHead of(HttpServerRequest request) {
        MessageHead head = new MessageHead();
        request.headers().forEach((name, value) -> head.readHeader(name.toLowerCase(Locale.ROOT), value));
        RequestText.query(request).forEach(head::readQuery);
        head.draft.defaultHeaders(TraceContext.of(request));
        return head;
    }

    /** The routing key; empty if none was given. */
    String key() {
        return key.orElse("");
    }

    TaskDraft draft() {
        return draft;
    }

    private void readHeader(String name, String raw) {
        if (name.equals(KEY_HEADER)) {
            setKey(RequestText.utf8(name, raw));
        } else if (OF_TASKS_ALONE.contains(name)) {
            throw RequestText.invalid("A message for an exchange can't be delayed: submit it to a queue as a task.");
        } else {
            RequestHead.readHeader(draft, name, raw);
        }
    }

    private void readQuery(String name, String value) {
        if (name.equals("key")) {
            setKey(RequestText.decoded(value));
        } else if (QUERY.contains(name) || name.startsWith(RequestText.HEADER_PARAMETER)) {
            RequestHead.readQuery(draft, name, value);
        } else {
            throw RequestText.invalid("There is no such query parameter; there are key, task-id, type, priority, ttl,"
                    + " deadline, reply-to, correlation-id, header.NAME.");
        }
    }

    private void setKey(String value) {
        if (key.isPresent()) {
            throw RequestText.invalid("The routing key is given twice.");
        }
        if (Utf8.encode(value).filter(bytes -> bytes.length <= SHORT_STRING).isEmpty()) {
            throw RequestText.invalid("A routing key is up to 255 bytes of UTF-8.");
        }
        key = Optional.of(value);
    }
}
