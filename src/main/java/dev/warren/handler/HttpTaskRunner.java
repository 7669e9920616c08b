package dev.warren.handler;

import dev.warren.task.Attempt;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Runs tasks by posting them to a URL: 2xx = succeeded; see {@link HttpAnswers} for the rest. */
@Singleton
@Typed(HttpTaskRunner.class)
class HttpTaskRunner implements TaskRunner {

    private static final String TLS = "warren.worker.http.tls-configuration-name";

    private final HttpTarget target;
    private final Duration maxRetryAfter;
    private final HttpClient client;

    /** @throws ConfigurationException there is no URL, it is wrong, or the TLS configuration does not exist */
    @Inject
    HttpTaskRunner(HttpConfig config, HandlerConfig worker, Vertx vertx, TlsConfigurationRegistry tls) {
        this.target = HttpTarget.of(config.url());
        this.maxRetryAfter = config.maxRetryAfter();
        HttpClientOptions options = new HttpClientOptions()
                .setMaxPoolSize(worker.concurrency())
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        tlsConfiguration(config, tls).ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        this.client = vertx.createHttpClient(options);
    }

    @Override
    public Run start(Attempt attempt) {
        HttpRun run = new HttpRun(attempt, target, new HttpAnswers(target, maxRetryAfter, Clock.systemUTC()));
        run.begin(client, request());
        return run;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private RequestOptions request() {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path());
    }

    private static Optional<TlsConfiguration> tlsConfiguration(HttpConfig config, TlsConfigurationRegistry tls) {
        return config.tlsConfigurationName()
                .map(name -> tls.get(name).orElseThrow(() -> unknownTls(name)))
                .or(tls::getDefault);
    }

    private static ConfigurationException unknownTls(String name) {
        return new ConfigurationException(
                TLS + " is \"" + name + "\", but there is no quarkus.tls." + name + ".* configuration.", Set.of(TLS));
    }
}
