package dev.warren.amqp;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

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

    /** The same for a client of Vert.x', which verifies host names then, asked to or not. */
    static void apply(Optional<String> name, TlsConfigurationRegistry registry, NetClientOptions client) {
        Optional<TlsConfiguration> configuration = configuration(name, registry);
        client.setSsl(true);
        configuration.ifPresent(tls -> TlsConfigUtils.configure(client, tls));
        try {
            KeyStore authorities =
                    configuration.map(TlsConfiguration::getTrustStore).orElse(null); // null: those of the JVM
            client.setTrustOptions(TrustOptions.wrap(new HostVerifyingTrust(trustIn(authorities))));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static Optional<TlsConfiguration> configuration(Optional<String> name, TlsConfigurationRegistry registry) {
        return name.map(known -> registry.get(known)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no TLS configuration named '" + known + "' (quarkus.tls." + known + ".…)")))
                .or(registry::getDefault);
    }

    private static X509ExtendedTrustManager trustIn(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the JVM has no X.509 trust manager"));
    }

    private static IllegalStateException unusable(Exception e) {
        return new IllegalStateException("the TLS settings for the broker can't be used: " + e.getMessage(), e);
    }
}
