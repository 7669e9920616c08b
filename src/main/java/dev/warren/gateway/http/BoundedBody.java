package dev.warren.gateway.http;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads a request's body on the event loop, holding no more of it than it may. */
public final class BoundedBody {

    /** How much of a refused body is read and thrown away, so that the client gets to read the answer. */
    private static final long MAX_DISCARDED = 16L * 1024 * 1024;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(5);

    private BoundedBody() {}

    /**
     * The whole body; fails with {@link ProblemException} as soon as it is known to be longer than {@code limit}, or if it has not
     * come in time.
     */
    public static Uni<byte[]> read(HttpServerRequest request, long limit, Duration patience) {
        return Uni.createFrom().emitter(emitter -> read(request, limit, patience, emitter::complete, emitter::fail));
    }

    /** The same without a pipeline around it; one of the two is called, once. */
    public static void read(
            HttpServerRequest request,
            long limit,
            Duration patience,
            Consumer<byte[]> whole,
            Consumer<Throwable> failed) {
        if (announcedLength(request) > limit) {
            failed.accept(new ProblemException(tooLarge(limit)));
        } else {
            new BodyReading(request, limit, patience, whole, failed).start();
        }
    }

    /** Answers {@code Expect: 100-continue}: the client holds the body back until then. */
    public static void inviteBody(HttpServerRequest request) {
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

    /** A payload is longer than {@code limit} bytes. */
    public static Problem tooLarge(long limit) {
        return Problem.of(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        "The payload is larger than " + limit + " bytes. Put it somewhere else and submit where it is,"
                                + " or raise warren.gateway.max-payload.")
                .with("limit", limit);
    }

    /** A body, or the next part of it, has not come for {@code patience}. */
    public static Problem tooSlow(Duration patience) {
        return Problem.of(
                ProblemType.BODY_TIMEOUT,
                "The body, or what was missing of it, did not come within " + patience.toMillis()
                        + " ms (warren.gateway.body-timeout): nothing after this was read. Send it again.");
    }

    private static boolean isHeldBack(HttpServerRequest request) {
        return expectsContinue(request) && request.bytesRead() == 0;
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
