package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;

/** One POST. Everything but the start and a cancel happens on the connection's event loop. */
final class HttpRun extends StartedRun {

    /** How much of an answer's body is kept, for the failure's detail. */
    private static final int KEPT = 64 * 1024;

    private final Attempt attempt;
    private final HttpTarget target;
    private final HttpAnswers answers;
    private final Buffer body = Buffer.buffer();
    private HttpClientRequest request;
    private boolean stopped;

    HttpRun(Attempt attempt, HttpTarget target, HttpAnswers answers) {
        this.attempt = attempt;
        this.target = target;
        this.answers = answers;
    }

    void begin(HttpClient client, RequestOptions options) {
        try {
            options.setHeaders(HttpHeaders.of(attempt, target));
            client.request(options).onSuccess(this::send).onFailure(this::fail);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void send(HttpClientRequest ready) {
        ready.exceptionHandler(this::fail);
        if (enter(ready)) {
            ready.send(Buffer.buffer(attempt.payload().bytes()))
                    .onSuccess(this::receive)
                    .onFailure(this::fail);
        } else {
            ready.reset();
        }
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

    /** Closes the connection, unless the answer has been read to its end. */
    @Override
    void stop() {
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
