package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One POST. Everything but the start and a cancel happens on the connection's event loop. */
final class HttpRun extends StartedRun {

    /** How much of an answer's body is kept, for the failure's detail. */
    private static final int KEPT = 64 * 1024;

    private final Attempt attempt;
    private final HttpTarget target;
    private final HttpAnswers answers;
    private final Buffer body = Buffer.buffer();
    private final Supplier<Future<HttpClientRequest>> requests;
    private final Predicate<HttpConnection> takeIntoUse;
    private HttpClientRequest request;
    private boolean repeated;
    private boolean stopped;

    /** @param takeIntoUse whether this is the connection's first request */
    HttpRun(
            Attempt attempt,
            HttpTarget target,
            HttpAnswers answers,
            Supplier<Future<HttpClientRequest>> requests,
            Predicate<HttpConnection> takeIntoUse) {
        this.attempt = attempt;
        this.target = target;
        this.answers = answers;
        this.requests = requests;
        this.takeIntoUse = takeIntoUse;
    }

    void begin() {
        try {
            requests.get().onSuccess(this::send).onFailure(this::fail);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void send(HttpClientRequest ready) {
        boolean reused = !takeIntoUse.test(ready.connection());
        ready.exceptionHandler(cause -> {}); // the answer's future or handler gets it too
        if (enter(ready)) {
            ready.send(Buffer.buffer(attempt.payload().bytes()))
                    .onSuccess(this::receive)
                    .onFailure(cause -> lose(reused, cause));
        } else {
            ready.reset();
        }
    }

    /**
     * A server may close an idle connection just when a request is on its way, which it then never sees. That is no failure of
     * the task; but once is enough, for a server that fell over the task looks the same.
     */
    private void lose(boolean reused, Throwable cause) {
        boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
        if (reused && closed && mayRepeat()) {
            begin();
        } else {
            fail(cause);
        }
    }

    private synchronized boolean mayRepeat() {
        boolean first = !repeated && !stopped;
        repeated = true;
        return first;
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        response.handler(chunk -> keep(response, chunk));
        response.endHandler(end -> finish(response));
    }

    /**
     * Of a failure no more is read than is kept. A success counts only when it has been read to its end, for some handlers work
     * while they answer.
     */
    private void keep(HttpClientResponse response, Buffer chunk) {
        body.appendBuffer(chunk, 0, Math.min(chunk.length(), KEPT - body.length()));
        if (body.length() == KEPT && !HttpAnswers.isSuccess(response.statusCode())) {
            finish(response);
            stop();
        }
    }

    private void finish(HttpClientResponse response) {
        complete(answers.outcome(
                response.statusCode(),
                response.statusMessage(),
                response.getHeader("Retry-After"),
                body.toString(StandardCharsets.UTF_8)));
        end();
    }

    private void fail(Throwable cause) {
        complete(Outcome.failed(Failures.of("POST " + target + " failed", cause)));
        end();
    }

    private synchronized boolean enter(HttpClientRequest ready) {
        request = ready;
        return !stopped;
    }

    /** Whether the server goes on, nobody here can know. */
    @Override
    public void cancel(Failure why) {
        complete(Outcome.failed(why));
        stop();
    }

    /** Closes the connection, unless the answer has been read to its end. */
    private void stop() {
        HttpClientRequest started;
        synchronized (this) {
            stopped = true;
            started = request;
        }
        if (started != null) {
            started.reset();
        }
        end();
    }
}
