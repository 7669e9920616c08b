package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Attempts to run, and what came of them. */
final class Attempts {

    static final Instant TIMES_OUT_AT = Instant.parse("2030-01-01T00:00:00Z");

    private Attempts() {}

    static Attempt of(Task task) {
        return new Attempt(task, "emails", 2, true, TIMES_OUT_AT);
    }

    static Attempt of(Payload payload) {
        return of(Task.of(new TaskId("t-1"), payload));
    }

    static Attempt of(String text) {
        return of(Payload.text(text));
    }

    static Attempt ofType(String type) {
        return of(Task.builder(new TaskId("t-1"), Payload.text("")).type(type).build());
    }

    static Attempt withHeaders(Map<String, ?> headers) {
        return of(Task.of(new TaskId("t-1"), Payload.text("")).withHeaders(headers));
    }

    /** Waits for the run's end. */
    static Outcome outcomeOf(Run run) throws Exception {
        run.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return run.outcome().toCompletableFuture().getNow(null);
    }

    static Outcome.Retry failureOf(Run run) throws Exception {
        return (Outcome.Retry) outcomeOf(run);
    }

    /** A configuration with its defaults and these values. */
    static <T> T config(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .forClassLoader(Attempts.class.getClassLoader())
                .addDiscoveredConverters()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }

    static final Duration SOON = Duration.ofSeconds(30);
}
