package dev.warren.gateway.follow;

import dev.warren.amqp.topology.HeaderMatch;
import dev.warren.amqp.topology.Selection;
import dev.warren.gateway.http.RequestText;
import dev.warren.gateway.http.Utf8;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request's query says about the messages that are wanted. */
final class SelectionQuery {

    private static final int MOST_KEYS = 100;
    private static final int SHORT_STRING = 255;

    /** All of a topic or fanout exchange. */
    private static final String EVERY_KEY = "#";

    private final List<String> keys = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<HeaderMatch> match = Optional.empty();

    private SelectionQuery() {}

    /** @throws ProblemException if something is wrong, unknown or given twice */
    static Selection read(HttpServerRequest request) {
        SelectionQuery query = new SelectionQuery();
        RequestText.query(request).forEach((name, value) -> {
            RequestText.decoded(value);
            query.read(RequestText.decoded(name), value);
        });
        return query.selection();
    }

    private void read(String name, String value) {
        if (name.equals("key")) {
            addKey(value);
        } else if (name.equals("match")) {
            setMatch(value);
        } else if (name.startsWith(RequestText.HEADER_PARAMETER)) {
            addHeader(name.substring(RequestText.HEADER_PARAMETER.length()), value);
        } else {
            throw RequestText.invalid("There is no such query parameter; there are key, header.NAME, match.");
        }
    }

    private void addKey(String key) {
        if (!isShort(key)) {
            throw RequestText.invalid("A routing key is up to 255 bytes of UTF-8.");
        }
        keys.add(key);
        if (keys.size() > MOST_KEYS) {
            throw RequestText.invalid("A subscription has at most " + MOST_KEYS + " keys.");
        }
    }

    private static boolean isShort(String text) {
        return Utf8.encode(text).filter(bytes -> bytes.length <= SHORT_STRING).isPresent();
    }

    private void addHeader(String name, String value) {
        if (name.isEmpty() || !isShort(name) || name.startsWith("x-")) {
            throw RequestText.invalid("A header's name is 1 to 255 bytes of UTF-8 and does not start with x-, which"
                    + " exchanges do not look at.");
        }
        if (headers.put(name, value) != null) {
            throw RequestText.invalid("The header " + name + " is given twice.");
        }
    }

    private void setMatch(String value) {
        if (match.isPresent() || !value.equals("all") && !value.equals("any")) {
            throw RequestText.invalid("match is all or any, and given once.");
        }
        match = Optional.of(value.equals("all") ? HeaderMatch.ALL : HeaderMatch.ANY);
    }

    private Selection selection() {
        if (!keys.isEmpty() && !headers.isEmpty()) {
            throw RequestText.invalid(
                    "A subscription is by key or by header.NAME, for an exchange goes by one of them.");
        }
        if (headers.isEmpty() && match.isPresent()) {
            throw RequestText.invalid("match says how many of the headers have to fit: there is no header.NAME.");
        }
        boolean all = keys.isEmpty() && headers.isEmpty();
        return new Selection(all ? List.of(EVERY_KEY) : keys, headers, match.orElse(HeaderMatch.ALL));
    }
}
