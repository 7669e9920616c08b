package dev.warren.gateway.problem;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The kinds of error that the API answers with; {@code docs/problems.md} says what each means and what to do. */
public enum ProblemType {
    INVALID_REQUEST(400, "Invalid request"),
    INVALID_QUEUE_NAME(400, "Invalid queue name"),
    INVALID_EXCHANGE_NAME(400, "Invalid exchange name"),
    INVALID_TASK(400, "Invalid task"),
    INVALID_BATCH(400, "Invalid batch"),
    EXCHANGE_FORBIDDEN(403, "Exchange forbidden"),
    NOT_FOUND(404, "Not found"),
    QUEUE_NOT_FOUND(404, "No such queue"),
    EXCHANGE_NOT_FOUND(404, "No such exchange"),
    UNROUTABLE(404, "Unroutable"),
    LETTER_NOT_FOUND(404, "No such dead letter"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    BODY_TIMEOUT(408, "Body not received in time"),
    DEAD_LETTERS_UNSAFE(409, "Reading would lose dead letters"),
    PAYLOAD_TOO_LARGE(413, "Payload too large"),
    BATCH_TOO_LARGE(413, "Batch too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    DELAY_TOO_LONG(422, "Delay too long"),
    QUEUE_FULL(429, "Queue full", Duration.ofSeconds(1)),
    INTERNAL_ERROR(500, "Internal error"),
    TOO_MANY_SUBSCRIBERS(503, "Too many subscribers", Duration.ofSeconds(10)),
    DEAD_LETTERS_BUSY(503, "Dead letters are being read", Duration.ofSeconds(5)),
    GATEWAY_BUSY(503, "Gateway busy", Duration.ofSeconds(1)),
    NOT_CONFIRMED(503, "Not confirmed in time", Duration.ofSeconds(1)),
    CONNECTION_LOST(503, "Connection to the broker lost", Duration.ofSeconds(1)),
    BROKER_BLOCKED(503, "Broker blocked", Duration.ofSeconds(10)),
    MANAGEMENT_UNAVAILABLE(503, "No management API", Duration.ofSeconds(5)),
    BROKER_UNAVAILABLE(503, "Broker unavailable", Duration.ofSeconds(5));

    private final int status;
    private final String title;
    private final Optional<Duration> retryAfter;

    ProblemType(int status, String title) {
        this(status, title, Optional.empty());
    }

    ProblemType(int status, String title, Duration retryAfter) {
        this(status, title, Optional.of(retryAfter));
    }

    ProblemType(int status, String title, Optional<Duration> retryAfter) {
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** How long a caller had better wait before the next try. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Such as {@code /problems/queue-full}; stays the same from release to release. */
    public URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
