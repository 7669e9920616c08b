package dev.warren.bench.noop;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What HTTP costs by itself: the same request and the same answer in the same server, and no broker in between. */
@ApplicationScoped
class AnswerAtOnce {

    private static final Buffer ANSWER =
            Buffer.buffer("{\"id\":\"01a20280-d508-77de-9576-902b119fe624\",\"queue\":\"bench\"}");

    void route(@Observes Router router) {
        router.post("/at-once").handler(AnswerAtOnce::answer);
    }

    private static void answer(RoutingContext context) {
        Buffer body = Buffer.buffer();
        context.request().handler(body::appendBuffer).endHandler(end -> context.response()
                .setStatusCode(202)
                .putHeader("Content-Type", "application/json")
                .end(ANSWER));
        context.request().resume();
    }
}
