package dev.warren.gateway.inspect;

import dev.warren.gateway.http.RequestText;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which things of a list are wanted. */
final class InspectionQuery {

    private final Map<String, String> values = new HashMap<>();

    /** @throws ProblemException if something is unknown or given twice */
    InspectionQuery(HttpServerRequest request, String... known) {
        RequestText.query(request).forEach((name, value) -> {
            if (!List.of(known).contains(name)) {
                throw RequestText.invalid(
                        known.length == 0
                                ? "There are no query parameters here."
                                : "There is no such query parameter; there are " + String.join(", ", known) + ".");
            }
            if (values.put(name, RequestText.decoded(value)) != null) {
                throw RequestText.invalid("The query says " + name + " twice.");
            }
        });
    }

    /** Whether this is what the query says, or it says nothing. */
    boolean is(String parameter, String value) {
        return matches(parameter, value::equals);
    }

    /** Whether this has the text in it that the query says, or it says none. */
    boolean isPartOf(String parameter, String value) {
        return matches(parameter, value::contains);
    }

    private boolean matches(String parameter, Predicate<String> wanted) {
        return Optional.ofNullable(values.get(parameter)).map(wanted::test).orElse(true);
    }
}
