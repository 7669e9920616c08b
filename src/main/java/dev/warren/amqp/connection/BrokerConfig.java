package dev.warren.amqp.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the broker is and how to log in. The keys that Quarkus users know (`rabbitmq-host` and so on) work as well. */
@ConfigMapping(prefix = "warren.broker")
public interface BrokerConfig {

    /**
     * `amqp[s]://user:password@host:port/vhost`, everything percent-encoded; wins over the single settings. `RABBITMQ_URL` in
     * the environment.
     */
    @WithDefault("${rabbitmq-url:}")
    Optional<String> url();

    /** Several nodes of a cluster, as `host:port,host:port`; wins over host and port. */
    @WithDefault("${rabbitmq-addresses:}")
    Optional<List<String>> addresses();

    /** The broker's host. */
    @WithDefault("${rabbitmq-host:localhost}")
    String host();

    /**
     * The broker's port; 5672, or 5671 with TLS, when absent. Kubernetes sets `RABBITMQ_PORT=tcp://…` where a service is named
     * `rabbitmq`: the port at its end counts.
     */
    @WithDefault("${rabbitmq-port:}")
    Optional<String> port();

    /** The user. */
    @WithDefault("${rabbitmq-username:guest}")
    String username();

    /** The password. */
    @WithDefault("${rabbitmq-password:guest}")
    String password();

    /** The virtual host. */
    @WithDefault("${rabbitmq-virtual-host:/}")
    String virtualHost();

    /**
     * Whether to use TLS. Host names are always verified. An `amqps` URL and a named TLS configuration turn it on by
     * themselves.
     */
    @WithDefault("${rabbitmq-ssl:false}")
    boolean tls();

    /** The configuration in Quarkus' TLS registry to use; its default one, or the JVM's trust store, when absent. */
    @WithDefault("${rabbitmq-tls-configuration-name:}")
    Optional<String> tlsConfigurationName();

    /** How often the connection is proved alive; a dead one is noticed after about twice that. */
    @WithDefault("10s")
    Duration heartbeat();

    /** How long connecting may take. */
    @WithDefault("5s")
    Duration connectTimeout();
}
