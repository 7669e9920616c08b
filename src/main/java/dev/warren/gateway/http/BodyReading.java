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
    private final BodyRoom.Share room;
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
            BodyRoom.Share room,
            Consumer<byte[]> whole,
            Consumer<Throwable> failed) {
        this.request = request;
        this.limit = limit;
        this.patience = patience;
        this.room = room;
        this.whole = whole;
        this.failed = failed;
    }

    void start() {
        timer = vertx.setTimer(patience.toMillis(), late -> refuse(BodyProblem.tooSlow(patience)));
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
        RequestBody.invite(request);
        request.resume();
    }

    private void add(Buffer chunk) {
        long length = (long) body.length() + chunk.length();
        if (length > limit) {
            refuse(BodyProblem.tooLarge(limit));
        } else if (!room.growTo(length)) {
            refuse(BodyProblem.noRoom());
        } else {
            body.appendBuffer(chunk);
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
        room.close();
        return now;
    }
}
