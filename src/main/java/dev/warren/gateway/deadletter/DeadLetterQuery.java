package dev.warren.gateway.deadletter;

import dev.warren.deadletter.Cursor;
import dev.warren.deadletter.LetterFilter;
import dev.warren.deadletter.Order;
import dev.warren.gateway.http.QueueName;
import dev.warren.gateway.http.RequestText;
import dev.warren.gateway.http.Times;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.task.Failure.Reason;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What a query says about dead letters. Anything unknown, unreadable or given twice is an error, so that a typo discards nothing. */
final class DeadLetterQuery {

    static final Set<String> FILTER = Set.of("id", "type", "reason", "since", "until");
    static final Set<String> PAGE = Set.of("order", "limit", "after");
    static final Set<String> REPLAY = Set.of("to", "rate");
    static final Set<String> ALL = Set.of("all");
    static final Set<String> COPIES = Set.of("copies");

    private static final List<String> REASONS =
            Stream.of(Reason.values()).map(Reason::label).toList();

    private static final int MOST_ON_A_PAGE = 1_000;
    private static final int ON_A_PAGE = 100;
    private static final double LOWEST_RATE = 0.01;

    private final Map<String, String> values = new HashMap<>();

    /** @throws ProblemException if something is wrong with it */
    @SafeVarargs
    DeadLetterQuery(HttpServerRequest request, Set<String>... known) {
        refuseBody(request);
        RequestText.query(request).forEach((name, value) -> {
            if (Set.of(known).stream().noneMatch(names -> names.contains(name))) {
                throw invalid("There is no such query parameter here; docs/dead-letters.md lists them.");
            }
            if (value.indexOf('\uFFFD') >= 0) {
                throw invalid("The query is not percent-encoded UTF-8.");
            }
            if (values.put(name, value) != null) {
                throw invalid("The query says " + name + " twice.");
            }
        });
    }

    LetterFilter filter() {
        return new LetterFilter(value("id"), value("type"), reason(), time("since"), time("until"));
    }

    /** A filter that says something, or {@code all=true}. */
    LetterFilter deliberateFilter() {
        LetterFilter filter = filter();
        boolean all = isTrue("all");
        if (all != filter.equals(LetterFilter.ALL) && !onlyCopies()) {
            throw invalid("Say which letters by id, type, reason, since or until; or all=true, and none of these.");
        }
        return filter;
    }

    /** Of those that match, only what is there more than once. */
    boolean onlyCopies() {
        return isTrue("copies");
    }

    private boolean isTrue(String name) {
        boolean isTrue = value(name).filter("true"::equals).isPresent();
        if (values.containsKey(name) && !isTrue) {
            throw invalid(name + " is true, or absent.");
        }
        return isTrue;
    }

    Order order() {
        return switch (value("order").orElse("newest").toLowerCase(Locale.ROOT)) {
            case "newest" -> Order.NEWEST;
            case "oldest" -> Order.OLDEST;
            default -> throw invalid("The order is newest or oldest.");
        };
    }

    int limit() {
        try {
            int limit = value("limit").map(Integer::parseInt).orElse(ON_A_PAGE);
            if (limit >= 1 && limit <= MOST_ON_A_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw invalid("The limit is 1 to " + MOST_ON_A_PAGE + ".");
    }

    Optional<Cursor> after() {
        try {
            return value("after").map(Cursor::parse);
        } catch (IllegalArgumentException e) {
            throw invalid("after is the next of an earlier answer, unchanged.");
        }
    }

    Optional<String> to() {
        return value("to").map(QueueName::check);
    }

    OptionalDouble rate() {
        Optional<String> text = value("rate");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double rate = Double.parseDouble(text.get());
            if (rate >= LOWEST_RATE && !Double.isInfinite(rate)) {
                return OptionalDouble.of(rate);
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw invalid("The rate is a number of letters a second, at least " + LOWEST_RATE + ".");
    }

    /** A typo would match nothing, which looks as if all were well. */
    private Optional<String> reason() {
        Optional<String> reason = value("reason");
        if (reason.isPresent() && !REASONS.contains(reason.get())) {
            throw invalid("There is no such reason; there are " + String.join(", ", REASONS) + ".");
        }
        return reason;
    }

    private Optional<Instant> time(String name) {
        try {
            return value(name).map(Times::instant);
        } catch (DateTimeException e) {
            throw invalid(name + " is a time as in RFC 3339, such as 2027-01-31T08:00:00Z; in a query, + is %2B.");
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static void refuseBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null && !length.equals("0") || request.getHeader("Transfer-Encoding") != null) {
            throw invalid("This takes no body: say everything in the query.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
