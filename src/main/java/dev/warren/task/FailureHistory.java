package dev.warren.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The failures of a task so far, as it carries them through retries, dead letters and replays: a header that is a list of
 * tables, the latest last. Bounded, for all headers of a message share one AMQP frame.
 */
public final class FailureHistory {

    /** The header. Each table in it has {@code at} (RFC 3339), {@code attempt}, {@code reason}, {@code error}, {@code worker}. */
    public static final String HEADER = "warren-failures";

    /** The first ones tell how it began, the last ones how it ended. */
    private static final int FIRST_KEPT = 2;

    private static final int LAST_KEPT = 8;
    private static final int MAX_MESSAGE = 200;

    private FailureHistory() {}

    /** The history of this task, with one more failure. */
    static List<Object> with(Task task, Failure failure, Instant at, String worker) {
        List<Object> failures = new ArrayList<>();
        if (task.headers().get(HEADER) instanceof List<?> earlier) {
            failures.addAll(earlier);
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("at", at.toString());
        entry.put("attempt", task.attemptsMade());
        entry.put("reason", failure.reason().label());
        entry.put("error", Excerpt.of(failure.message(), MAX_MESSAGE));
        entry.put("worker", worker);
        failures.add(entry);
        while (failures.size() > FIRST_KEPT + LAST_KEPT) {
            failures.remove(FIRST_KEPT);
        }
        return failures;
    }
}
