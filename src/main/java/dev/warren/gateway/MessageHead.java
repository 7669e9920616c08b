package dev.warren.gateway;

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
        RequestHead.query(request).forEach(head::readQuery);
        head.draft.defaultHeaders(RequestHead.traceContext(request));
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
            setKey(RequestHead.utf8(name, raw));
        } else if (OF_TASKS_ALONE.contains(name)) {
            throw RequestHead.invalid("A message for an exchange can't be delayed: submit it to a queue as a task.");
        } else {
            RequestHead.readHeader(draft, name, raw);
        }
    }

    private void readQuery(String name, String value) {
        if (name.equals("key")) {
            setKey(RequestHead.decoded(value));
        } else if (QUERY.contains(name) || name.startsWith(RequestHead.USER_HEADER_QUERY)) {
            RequestHead.readQuery(draft, name, value);
        } else {
            throw RequestHead.invalid("There is no such query parameter; there are key, task-id, type, priority, ttl,"
                    + " deadline, reply-to, correlation-id, header.NAME.");
        }
    }

    private void setKey(String value) {
        if (key.isPresent()) {
            throw RequestHead.invalid("The routing key is given twice.");
        }
        if (Utf8.encode(value).filter(bytes -> bytes.length <= SHORT_STRING).isEmpty()) {
            throw RequestHead.invalid("A routing key is up to 255 bytes of UTF-8.");
        }
        key = Optional.of(value);
    }
}
