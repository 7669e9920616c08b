package dev.warren.task;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How a task carries its last failure: on retries and on dead letters. */
public final class FailureHeaders {

    /** The class of failure, {@link Failure.Reason#label()}. */
    public static final String REASON = "warren-reason";
    /** What happened, in one line. */
    public static final String ERROR = "warren-error";
    /** The first lines of the stack trace or response body, or the last ones of standard error. */
    public static final String ERROR_DETAIL = "warren-error-detail";
    /** When, RFC 3339. */
    public static final String FAILED_AT = "warren-failed-at";
    /** The process that ran it. */
    public static final String WORKER = "warren-worker";
    /** The queue that the task was in. */
    public static final String QUEUE = "warren-queue";

    /** How often in a row it has come back without an outcome, because its worker died or lost the broker. */
    public static final String CRASHES = "warren-crashes";

    /** In which life of its node the broker got it, on queues that don't count deliveries. */
    public static final String NODE = "warren-node";

    private static final Set<String> NAMES =
            Set.of(REASON, ERROR, ERROR_DETAIL, FAILED_AT, WORKER, QUEUE, CRASHES, NODE);

    /** All headers of a message share one AMQP frame of 128 KiB. */
    private static final int MAX_MESSAGE = 1_000;

    /** How many characters are kept of a failure's detail. */
    public static final int MAX_DETAIL = 4_000;

    private FailureHeaders() {}

    /** Whether a header of this name is of the last failure; the {@link FailureHistory} is not. */
    static boolean include(String name) {
        return NAMES.contains(name);
    }

    /**
     * The headers that this task gets with its failure.
     *
     * @param task with the failed attempt counted
     */
    public static Map<String, Object> of(Task task, Failure failure, String queue, Instant at, String worker) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(REASON, failure.reason().label());
        headers.put(ERROR, Excerpt.of(failure.message(), MAX_MESSAGE));
        headers.put(ERROR_DETAIL, Excerpt.of(failure.detail(), MAX_DETAIL));
        headers.put(FAILED_AT, at.toString());
        headers.put(WORKER, worker);
        headers.put(QUEUE, queue);
        headers.put(FailureHistory.HEADER, FailureHistory.with(task, failure, at, worker));
        return headers;
    }
}
