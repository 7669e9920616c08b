package dev.warren.gateway.submit;

import dev.warren.Role;
import dev.warren.gateway.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way that submits take, past JAX-RS: for one of them that does more than the publish and HTTP together. {@link TasksApi}
 * describes it, and serves what is spelt in another way, such as a path with {@code %}.
 */
@ApplicationScoped
class SubmitRoute {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private final Role role;
    private final TaskIntake intake;

    SubmitRoute(@ConfigProperty(name = "warren.role") Role role, TaskIntake intake) {
        this.role = role;
        this.intake = intake;
    }

    void register(@Observes Router router) {
        if (role.isGateway()) {
            router.post("/api/queues/:queue/tasks").handler(this::submit);
        }
    }

    private void submit(RoutingContext context) {
        if (context.request().path().indexOf('%') >= 0) {
            context.next();
        } else {
            intake.take(context.pathParam("queue"), context.request(), new Written(context.response()));
        }
    }

    /** The answer as bytes. */
    private record Written(HttpServerResponse response) implements TaskIntake.Answer {

        @Override
        public void accepted(Accepted accepted) {
            write(202, JSON, accepted.json());
        }

        @Override
        public void failed(Problem problem) {
            problem.retryAfter().ifPresent(wait -> response.putHeader(RETRY_AFTER, String.valueOf(wait.toSeconds())));
            write(problem.status(), PROBLEM, new JsonObject(problem.json()).toBuffer());
        }

        @Override
        public void abandoned(Throwable cause) {}

        private void write(int status, CharSequence contentType, Buffer body) {
            if (!response.closed()) {
                response.setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                        .end(body);
            }
        }
    }
}
