package dev.warren.gateway.follow;

import dev.warren.amqp.topology.HeaderMatch;
import dev.warren.amqp.topology.Selection;
import dev.warren.event.EventKey;
import dev.warren.event.TaskEvent;
import dev.warren.gateway.http.RequestText;
import dev.warren.gateway.http.Utf8;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a request's query says about the events that are wanted: words of their keys. */
final class EventsQuery {

    private static final int MOST_KEYS = 100;
    private static final int SHORT_STRING = 255;
    private static final String ANY_WORD = "*";

    private static final Set<String> EVENTS =
            Arrays.stream(TaskEvent.Kind.values()).map(TaskEvent.Kind::label).collect(Collectors.toUnmodifiableSet());

    private final Set<String> queues = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> events = new LinkedHashSet<>();

    private EventsQuery() {}

    /** @throws ProblemException if something is wrong or unknown */
    static Selection read(HttpServerRequest request) {
        EventsQuery query = new EventsQuery();
        RequestText.query(request).forEach((name, value) -> query.read(RequestText.decoded(name), checked(value)));
        List<String> keys = words(query.queues)
                .flatMap(queue -> words(query.types)
                        .flatMap(type -> words(query.events).map(event -> queue + "." + type + "." + event)))
                .limit(MOST_KEYS + 1L)
                .toList();
        if (keys.size() > MOST_KEYS) {
            throw RequestText.invalid("Queues, types and events make more than " + MOST_KEYS
                    + " combinations: leave one of them out, or follow some of them by another request.");
        }
        return new Selection(keys, Map.of(), HeaderMatch.ALL);
    }

    private void read(String name, String value) {
        switch (name) {
            case "queue" -> queues.add(EventKey.queue(value));
            case "type" -> types.add(EventKey.type(Optional.of(value).filter(type -> !type.isEmpty())));
            case "event" -> events.add(event(value));
            default -> throw RequestText.invalid("There is no such query parameter; there are queue, type, event.");
        }
    }

    private static String checked(String value) {
        if (Utf8.encode(RequestText.decoded(value))
                .filter(bytes -> bytes.length <= SHORT_STRING)
                .isEmpty()) {
            throw RequestText.invalid("A queue and a type are up to 255 bytes of UTF-8.");
        }
        return value;
    }

    private static String event(String value) {
        if (!EVENTS.contains(value)) {
            throw RequestText.invalid("event is accepted, started, succeeded, retrying, dead or replayed.");
        }
        return value;
    }

    private static Stream<String> words(Set<String> wanted) {
        return wanted.isEmpty() ? Stream.of(ANY_WORD) : wanted.stream();
    }
}
