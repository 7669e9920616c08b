package dev.warren.gateway.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies that are on their way in, of all requests together. It is taken as they arrive, not as they are announced: a
 * client has to send what it keeps from others.
 */
@Singleton
public final class BodyRoom {

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    @Inject
    BodyRoom(GatewayConfig config, MeterRegistry metrics) {
        this(config.maxBodyBytes().asLongValue());
        Gauge.builder("warren.gateway.body.bytes", taken, AtomicLong::get)
                .baseUnit("bytes")
                .description("What is held of bodies that are still arriving")
                .register(metrics);
    }

    public BodyRoom(long bytes) {
        this.bytes = bytes;
    }

    /** What one body takes; nothing yet. */
    public Share share() {
        return new Share();
    }

    private boolean take(long more) {
        if (taken.addAndGet(more) <= bytes) {
            return true;
        }
        taken.addAndGet(-more);
        return false;
    }

    /** The part of one body, on that request's event loop. */
    public final class Share implements AutoCloseable {

        private long held;
        private boolean closed;

        /** Takes so much in all, if there is room for it. */
        public boolean growTo(long length) {
            if (closed || length > held && !take(length - held)) {
                return false;
            }
            held = Math.max(held, length);
            return true;
        }

        @Override
        public void close() {
            closed = true;
            taken.addAndGet(-held);
            held = 0;
        }
    }
}
