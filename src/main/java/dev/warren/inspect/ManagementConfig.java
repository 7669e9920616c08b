package dev.warren.inspect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** RabbitMQ's management API: where it is and how to log in. Only what lists and manages the broker needs it. */
@ConfigMapping(prefix = "warren.management")
public interface ManagementConfig {

    /**
     * `http[s]://host:port`, with a path if it has one; `WARREN_MANAGEMENT_URL` in the environment. When absent, the broker's
     * hosts with port 15672, or with TLS 15671.
     */
    Optional<String> url();

    /** The user; it needs the tag `monitoring`. The broker's own when absent. */
    Optional<String> username();

    /** The password; the broker's own when absent. */
    Optional<String> password();

    /** The configuration in Quarkus' TLS registry to use; the broker's when absent. */
    Optional<String> tlsConfigurationName();

    /** How long connecting may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long an answer may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How old an answer of the gateway may be, so that many who ask are one for the broker. Its statistics are seconds old anyway. */
    @WithDefault("1s")
    Duration maxAge();

    /**
     * Whether the gateway's API tells the users and the addresses of connections and consumers. Everybody who reaches a gateway
     * can read them then.
     */
    @WithDefault("false")
    boolean showClients();
}
