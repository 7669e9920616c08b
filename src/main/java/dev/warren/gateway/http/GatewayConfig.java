package dev.warren.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The HTTP side. */
@ConfigMapping(prefix = "warren.gateway")
public interface GatewayConfig {

    /** The largest payload of one task; beyond it the answer is `413`. Up to RabbitMQ's own limit, 16M since 4.0. */
    @WithDefault("1M")
    MemorySize maxPayload();

    /**
     * How many bytes of bodies that are still arriving may be held, of all requests together; beyond it the answer is `503`. At least
     * what the longest item of a batch takes: twice `max-payload`, and 128 KiB.
     */
    @WithDefault("128M")
    MemorySize maxBodyBytes();

    /** How many items of one batch may wait for their confirms at a time; reading goes on as they come. */
    @WithDefault("1000")
    int batchWindow();

    /** How many bytes of payload of one batch may wait for their confirms before reading pauses. */
    @WithDefault("16M")
    MemorySize batchWindowBytes();

    /** The most items of one batch: their fates are kept until the answer. */
    @WithDefault("200000")
    int maxBatchItems();

    /**
     * How long the body of a submit or a publish may take to arrive, and of a batch the next part of it while the gateway waits
     * for that; beyond it the answer is `408`.
     */
    @WithDefault("1m")
    Duration bodyTimeout();
}
