package dev.warren.scaler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The push scaler: gateways tell KEDA as soon as tasks wait that no worker is there for. See docs/kubernetes.md. */
@ConfigMapping(prefix = "warren.scaler")
public interface ScalerConfig {

    /** Whether a gateway listens for KEDA. */
    @WithDefault("false")
    boolean enabled();

    /** Where it listens: gRPC, without TLS and without authentication, for KEDA alone to reach. It answers how much waits in queues. */
    @WithDefault("9000")
    int port();
}
