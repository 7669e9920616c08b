package dev.warren.gateway.http;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** One body on its way in, of which no more is held than may be, and not for longer. All on the request's event loop. */
final class BodyReading {

    private final HttpServerRequest request;
    private final long limit;
    private final Duration patience;
    private final Consumer<byte[]> whole;
    private final Consumer<Throwable> failed;
    private final Vertx vertx = Vertx.currentContext().owner();
    private final Buffer body = Buffer.buffer();
    private long timer;
    private boolean over;

    /** One of the two is called, once. */
    BodyReading(
            HttpServerRequest request,
            long limit,
            Duration patience,
            Consumer<byte[]> whole,
            Consumer<Throwable> failed) {
        this.request = request;
        this.limit = limit;
        this.patience = patience;
        this.whole = whole;
        this.failed = failed;
    }

    void start() {
        timer = vertx.setTimer(patience.toMillis(), late -> refuse(BoundedBody.tooSlow(patience)));
        request.exceptionHandler(failure -> {
            if (ends()) {
                failed.accept(failure);
            }
        });
        request.endHandler(end -> {
            if (ends()) {
                whole.accept(body.getBytes());
            }
        });
        request.handler(this::add);
        BoundedBody.inviteBody(request);
        request.resume();
    }

    private void add(Buffer chunk) {
        if (body.length() + chunk.length() <= limit) {
            body.appendBuffer(chunk);
        } else {
            refuse(BoundedBody.tooLarge(limit));
        }
    }

    private void refuse(Problem problem) {
        if (ends()) {
            request.pause();
            failed.accept(new ProblemException(problem));
        }
    }

    private boolean ends() {
        boolean now = !over;
        over = true;
        vertx.cancelTimer(timer);
        return now;
    }
}
