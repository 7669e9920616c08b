package dev.warren.amqp.connection;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Whom the broker may be, and who this process is to it, by Quarkus' TLS registry. */
public final class TlsContexts {

    private TlsContexts() {}

    /** @param name of the configuration; the registry's default one, or the JVM's trust store, when absent */
    public static SSLContext of(Optional<String> name, TlsConfigurationRegistry registry) {
        Optional<TlsConfiguration> configuration = configuration(name, registry);
        try {
            return configuration.isPresent() ? configuration.get().createSSLContext() : SSLContext.getDefault();
        } catch (Exception e) {
            throw unusable(e);
        }
    }

    private static Optional<TlsConfiguration> configuration(Optional<String> name, TlsConfigurationRegistry registry) {
        return name.map(known -> registry.get(known)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no TLS configuration named '" + known + "' (quarkus.tls." + known + ".…)")))
                .or(registry::getDefault);
    }

    private static IllegalStateException unusable(Exception e) {
        return new IllegalStateException("the TLS settings for the broker can't be used: " + e.getMessage(), e);
    }
}
