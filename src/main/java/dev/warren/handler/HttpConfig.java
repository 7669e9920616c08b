package dev.warren.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Running tasks by HTTP. */
@ConfigMapping(prefix = "warren.worker.http")
public interface HttpConfig {

    /**
     * Where tasks are posted to, `http` or `https`; a user and password in it are sent as basic authentication. Needed with
     * `warren.worker.handler=http`.
     */
    Optional<String> url();

    /** How long making a connection may take. What a whole run may take is `warren.worker.timeout`. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The longest delay that a `Retry-After` in an answer can ask for; a longer one is cut to it. */
    @WithDefault("1h")
    Duration maxRetryAfter();

    /** The TLS configuration to use (`quarkus.tls.NAME.*`); the default one when absent. */
    Optional<String> tlsConfigurationName();
}
