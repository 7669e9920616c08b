package dev.warren.gateway.http;

import dev.warren.gateway.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads requests' bodies on their event loops, holding no more of each, and of all, than it may. */
@Singleton
public final class BodyReader {

    private final long limit;
    private final Duration patience;
    private final BodyRoom room;

    BodyReader(GatewayConfig config, BodyRoom room) {
        this.limit = config.maxPayload().asLongValue();
        this.patience = config.bodyTimeout();
        this.room = room;
    }

    /**
     * The whole body; fails with {@link ProblemException} as soon as it is known to be longer than {@code warren.gateway.max-payload}, if
     * there is no room for it, or if it has not come in time.
     */
    public Uni<byte[]> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> read(request, emitter::complete, emitter::fail));
    }

    /** The same without a pipeline around it; one of the two is called, once. */
    public void read(HttpServerRequest request, Consumer<byte[]> whole, Consumer<Throwable> failed) {
        if (RequestBody.announcedLength(request) > limit) {
            failed.accept(new ProblemException(BodyProblem.tooLarge(limit)));
        } else {
            new BodyReading(request, limit, patience, room.share(), whole, failed).start();
        }
    }
}
