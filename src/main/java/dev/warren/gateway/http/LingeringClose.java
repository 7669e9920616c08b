package dev.warren.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Closes a connection after an answer that the client may not have read, for it is still sending: what it sends to a closed
 * connection makes the system reset that, and throw away the answer. So this waits until the client has stopped, for a while.
 */
final class LingeringClose {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** How many pauses a client that goes on sending gets from the answer on. */
    private static final int MAX_PAUSES = 15;

    private final HttpServerRequest request;
    private long received;
    private int pauses;

    LingeringClose(HttpServerRequest request) {
        this.request = request;
    }

    /** To be called on the request's event loop. */
    void start() {
        Vertx vertx = Vertx.currentContext().owner();
        vertx.setPeriodic(PAUSE.toMillis(), timer -> {
            if (isOver()) {
                vertx.cancelTimer(timer);
                request.connection().close(); // once all of the answer is written
            }
        });
    }

    private boolean isOver() {
        if (request.response().closed()) {
            return true;
        }
        if (!request.response().ended()) {
            return false;
        }
        boolean stopped = pauses > 0 && request.bytesRead() == received;
        received = request.bytesRead();
        pauses++;
        return stopped || pauses > MAX_PAUSES;
    }
}
