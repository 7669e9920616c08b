package dev.warren.gateway.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/** What is done with a request's body beside reading it. On the event loop. */
public final class RequestBody {

    /** How much of a refused body is read and thrown away, so that the client gets to read the answer. */
    private static final long MAX_DISCARDED = 16L * 1024 * 1024;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(5);

    private RequestBody() {}

    /** Answers {@code Expect: 100-continue}: the client holds the body back until then. */
    public static void invite(HttpServerRequest request) {
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
    }

    /**
     * Reads and throws away what is left of the body, within bounds; beyond them the connection is closed after the
     * answer. A client that is still sending when its connection closes may never see the answer.
     */
    public static Uni<Void> discard(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            if (request.isEnded()) {
                emitter.complete(null);
            } else if (announcedLength(request) > MAX_DISCARDED || isHeldBack(request)) {
                closeAfterwards(request, emitter);
            } else {
                discard(request, emitter);
            }
        });
    }

    private static void discard(HttpServerRequest request, UniEmitter<? super Void> done) {
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(DISCARD_TIME.toMillis(), late -> closeAfterwards(request, done));
        done.onTermination(() -> vertx.cancelTimer(timer));
        long[] discarded = {0};
        request.exceptionHandler(lost -> done.complete(null));
        request.endHandler(end -> done.complete(null));
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > MAX_DISCARDED) {
                closeAfterwards(request, done);
            }
        });
        request.resume();
    }

    private static void closeAfterwards(HttpServerRequest request, UniEmitter<? super Void> done) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            new LingeringClose(request).start();
        }
        request.handler(chunk -> {});
        request.resume();
        done.complete(null);
    }

    private static boolean isHeldBack(HttpServerRequest request) {
        return expectsContinue(request) && request.bytesRead() == 0;
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    /** In bytes; 0 if the request does not say. */
    static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
