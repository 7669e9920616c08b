package dev.warren.handler;

import dev.warren.task.Attempt;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The environment of a command: Warren's own without what configures Warren, and the attempt as {@code WARREN_*} variables. */
final class ExecEnvironment {

    /** Configures Warren, in one profile too ({@code _PROD_RABBITMQ_URL}), and its JVM, passwords and all; none of a command's business. */
    private static final Pattern NOT_INHERITED = Pattern.compile(
            "(_\\w+_)?(RABBITMQ|WARREN|QUARKUS|SMALLRYE|MP)_.*|(JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS).*");

    /** Linux takes 128 KiB per variable; what it takes in all depends on the stack limit, normally 2 MiB. */
    private static final int LONGEST_VALUE = 32 * 1024;

    private static final int MOST_IN_ALL = 256 * 1024;

    private final Attempt attempt;
    private final String run = UUID.randomUUID().toString();
    private int size;

    ExecEnvironment(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Only the processes of this run have it in their environment. */
    String mark() {
        return "WARREN_RUN=" + run;
    }

    /** @param environment what would be inherited; changed */
    void applyTo(Map<String, String> environment) {
        environment.keySet().removeIf(ExecEnvironment::isOurs);
        environment.put("WARREN_RUN", run);
        put(environment, "WARREN_TASK_ID", attempt.id().value());
        put(environment, "WARREN_TASK_TYPE", attempt.type().orElse(""));
        put(environment, "WARREN_QUEUE", attempt.queue());
        put(environment, "WARREN_ATTEMPT", String.valueOf(attempt.number()));
        put(environment, "WARREN_REDELIVERED", String.valueOf(attempt.redelivered()));
        put(environment, "WARREN_CONTENT_TYPE", attempt.payload().contentType());
        attempt.payload().contentEncoding().ifPresent(value -> put(environment, "WARREN_CONTENT_ENCODING", value));
        attempt.deadline().ifPresent(deadline -> put(environment, "WARREN_DEADLINE", deadline.toString()));
        attempt.replyTo().ifPresent(replyTo -> put(environment, "WARREN_REPLY_TO", replyTo));
        attempt.correlationId().ifPresent(id -> put(environment, "WARREN_CORRELATION_ID", id));
        attempt.headers().forEach((name, value) -> HeaderText.of(value)
                .ifPresent(text -> put(environment, "WARREN_HEADER_" + variable(name), text)));
    }

    /** A value that can't be a variable's is left out: the command runs all the same. */
    private void put(Map<String, String> environment, String name, String value) {
        int length = name.length() + value.length();
        if (value.indexOf('\0') >= 0 || length > LONGEST_VALUE || size + length > MOST_IN_ALL) {
            return;
        }
        if (environment.putIfAbsent(name, value) == null) {
            size += length;
        }
    }

    private static boolean isOurs(String name) {
        return NOT_INHERITED.matcher(variable(name)).matches();
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
