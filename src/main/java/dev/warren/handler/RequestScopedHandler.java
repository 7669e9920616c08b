package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import io.quarkus.arc.ManagedContext;

/** Gives each attempt a CDI request context of its own, so that handlers may use request scoped and transactional beans. */
record RequestScopedHandler(TaskHandler handler, ManagedContext requestContext) implements TaskHandler {

    @Override
    public Outcome handle(Attempt attempt) throws Exception {
        requestContext.activate();
        try {
            return handler.handle(attempt);
        } finally {
            requestContext.terminate();
        }
    }
}
