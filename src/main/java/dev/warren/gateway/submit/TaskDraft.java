package dev.warren.gateway.submit;

import dev.warren.amqp.message.BrokerHeaders;
import dev.warren.gateway.http.Times;
import dev.warren.gateway.http.Utf8;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A task while its parts come in, in any order, from a request or an item of a batch. Each part is checked as it comes:
 * {@link ProblemException} says what is wrong with it.
 */
public final class TaskDraft {

    /** AMQP's limit for short strings: the type, content type, content encoding and names of headers. */
    private static final int SHORT_STRING = 255;

    /** Together with the properties well below the 128 KiB that RabbitMQ takes as one frame by default. */
    public static final int MAX_HEADERS = 64 * 1024;

    /** A name that is good for HTTP too (RFC 9110, token), for handlers may get the header there. */
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,255}");

    private Optional<TaskId> id = Optional.empty();
    private Optional<String> type = Optional.empty();
    private OptionalInt priority = OptionalInt.empty();
    private Optional<Duration> delay = Optional.empty();
    private Optional<Instant> runAt = Optional.empty();
    private Optional<Duration> ttl = Optional.empty();
    private Optional<Instant> deadline = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private Optional<String> contentEncoding = Optional.empty();
    private Optional<String> replyTo = Optional.empty();
    private Optional<String> correlationId = Optional.empty();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private int headerBytes;

    void id(String value) {
        refuseSecond(id.isPresent(), "task id");
        try {
            id = Optional.of(TaskId.parse(value));
        } catch (IllegalArgumentException e) {
            throw invalid("The task id can't be used: " + e.getMessage() + ".");
        }
    }

    void type(String value) {
        refuseSecond(type.isPresent(), "type");
        type = Optional.of(shortString("type", value));
    }

    void priority(String value) {
        refuseSecond(priority.isPresent(), "priority");
        if (value.length() != 1 || value.charAt(0) < '0' || value.charAt(0) > '9') {
            throw invalid("The priority is a whole number from 0 to 9.");
        }
        priority = OptionalInt.of(value.charAt(0) - '0');
    }

    void delay(String value) {
        refuseSecond(delay.isPresent(), "delay");
        refuseDelayAndTime(runAt.isPresent());
        delay = Optional.of(duration("delay", value));
    }

    void runAt(String value) {
        refuseSecond(runAt.isPresent(), "time to run at");
        refuseDelayAndTime(delay.isPresent());
        runAt = Optional.of(instant("time to run at", value));
    }

    void ttl(String value) {
        refuseSecond(ttl.isPresent(), "time to live");
        refuseTtlAndDeadline(deadline.isPresent());
        ttl = Optional.of(duration("time to live (ttl)", value));
    }

    void deadline(String value) {
        refuseSecond(deadline.isPresent(), "deadline");
        refuseTtlAndDeadline(ttl.isPresent());
        deadline = Optional.of(instant("deadline", value));
    }

    void contentType(String value) {
        refuseSecond(contentType.isPresent(), "content type");
        contentType = Optional.of(shortString("content type", value));
    }

    void contentEncoding(String value) {
        refuseSecond(contentEncoding.isPresent(), "content encoding");
        contentEncoding = Optional.of(shortString("content encoding", value));
    }

    void replyTo(String value) {
        refuseSecond(replyTo.isPresent(), "place to reply to");
        replyTo = Optional.of(shortString("place to reply to", value));
    }

    void correlationId(String value) {
        refuseSecond(correlationId.isPresent(), "correlation id");
        correlationId = Optional.of(shortString("correlation id", value));
    }

    /** A header of the user's own; the value is a string, a number or a boolean. */
    void header(String name, Object value) {
        if (!HEADER_NAME.matcher(name).matches()) {
            throw invalid("A header's name is 1 to 255 letters, digits or any of !#$%&'*+.^_`|~- .");
        }
        if (isReserved(name)) {
            throw invalid("The header " + name + " belongs to Warren or to RabbitMQ: choose another name.");
        }
        refuseSecond(headers.containsKey(name), "header " + name);
        headerBytes += name.length() + utf8("header " + name, value.toString()).length;
        if (headerBytes > MAX_HEADERS) {
            throw new ProblemException(Problem.of(
                            ProblemType.INVALID_TASK, "The headers are larger than a task may carry; use the payload.")
                    .with("limit", MAX_HEADERS));
        }
        headers.put(name, value);
    }

    /** Adds what is not there yet. */
    public void defaultHeaders(Map<String, String> defaults) {
        defaults.forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                header(name, value);
            }
        });
    }

    Optional<TaskId> id() {
        return id;
    }

    /**
     * The task, with a new id if none was given.
     *
     * @throws ProblemException it would never be started
     */
    public Task task(byte[] payload, String defaultContentType, Clock clock) {
        Instant now = clock.instant();
        Optional<Instant> due = runAt.or(() -> delay.map(now::plus));
        Optional<Instant> end = deadline.or(() -> ttl.map(now::plus));
        Instant earliest = due.filter(now::isBefore).orElse(now);
        if (end.filter(earliest::isAfter).isPresent()) {
            throw invalid("The deadline " + end.get() + " passes before the task could start, at " + earliest + ".");
        }
        Payload body = new Payload(payload, Optional.of(contentType.orElse(defaultContentType)), contentEncoding);
        Task.Builder task = Task.builder(id.orElseGet(() -> TaskId.create(clock)), body)
                .submittedAt(now)
                .headers(headers);
        type.ifPresent(task::type);
        priority.ifPresent(task::priority);
        due.ifPresent(task::notBefore);
        end.ifPresent(task::deadline);
        replyTo.ifPresent(task::replyTo);
        correlationId.ifPresent(task::correlationId);
        return task.build();
    }

    private static boolean isReserved(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("warren-") || BrokerHeaders.include(name);
    }

    private static String shortString(String what, String value) {
        int length = utf8(what, value).length;
        if (length == 0 || length > SHORT_STRING || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid("The " + what + " is 1 to 255 bytes of UTF-8 without control characters.");
        }
        return value;
    }

    private static byte[] utf8(String what, String value) {
        return Utf8.encode(value).orElseThrow(() -> invalid("The " + what + " is not valid Unicode."));
    }

    private static Duration duration(String what, String value) {
        try {
            return Times.delay(value);
        } catch (DateTimeException e) {
            throw invalid("The " + what + " is a number of seconds, or such as 90s, 1h30m, 2d or PT1H30M.");
        }
    }

    private static Instant instant(String what, String value) {
        try {
            return Times.instant(value);
        } catch (DateTimeException e) {
            throw invalid(
                    "The " + what + " is such as 2027-01-31T08:00:00Z or 2027-01-31T09:00:00+01:00 (RFC 3339); in a"
                            + " query, + is %2B.");
        }
    }

    private static void refuseDelayAndTime(boolean both) {
        if (both) {
            throw invalid("A task has either a delay or a time to run at.");
        }
    }

    private static void refuseTtlAndDeadline(boolean both) {
        if (both) {
            throw invalid("A task has either a time to live or a deadline.");
        }
    }

    private static void refuseSecond(boolean given, String what) {
        if (given) {
            throw invalid("The " + what + " is given twice.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_TASK, detail);
    }
}
