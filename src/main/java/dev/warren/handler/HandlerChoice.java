package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs each task by what is there for its type: a Java handler, or else what {@code warren.worker.handler} says. The worker
 * injects it; with it, a wrong configuration of handlers is an error at the worker's start, and no other process's.
 */
@Singleton
public class HandlerChoice implements TaskRunner {

    private final Map<String, TaskRunner> byType = new HashMap<>();
    private final TaskRunner otherwise;

    /**
     * @throws io.quarkus.runtime.configuration.ConfigurationException what runs the tasks is not configured as it has to be
     * @throws IllegalStateException two Java handlers are for the same type
     */
    @Inject
    HandlerChoice(
            HandlerConfig worker,
            JavaHandlers handlers,
            TaskThreads threads,
            Instance<ExecTaskRunner> exec,
            Instance<HttpTaskRunner> http) {
        for (String type : handlers.types()) {
            byType.put(type, new JavaTaskRunner(handlers.of(Optional.of(type)).orElseThrow(), threads));
        }
        this.otherwise = switch (worker.handler()) {
            case JAVA ->
                handlers.of(Optional.empty())
                        .<TaskRunner>map(handler -> new JavaTaskRunner(handler, threads))
                        .orElse(this::reject);
            case EXEC -> exec.get();
            case HTTP -> http.get();
        };
    }

    @Override
    public Run start(Attempt attempt) {
        return attempt.type().map(byType::get).orElse(otherwise).start(attempt);
    }

    private Run reject(Attempt attempt) {
        String type = attempt.type().map(name -> "type \"" + name + '"').orElse("tasks without a type");
        return StartedRun.over(Outcome.dead("no handler for " + type + "; this worker has Java handlers for "
                + byType.keySet().stream().sorted().toList()
                + ". Add a TaskHandler bean with @HandlesType, or one without as the default, or set"
                + " warren.worker.handler to exec or http."));
    }
}
