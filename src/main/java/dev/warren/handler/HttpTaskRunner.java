package dev.warren.handler;

import dev.warren.task.Attempt;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** Runs tasks by posting them to a URL: 2xx = succeeded; see {@link HttpAnswers} for the rest. */
@Singleton
@Typed(HttpTaskRunner.class)
class HttpTaskRunner implements TaskRunner {

    private static final String TLS = "warren.worker.http.tls-configuration-name";

    /** Shorter than the 5 s of servers that close soonest, such as Node.js. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private final HttpTarget target;
    private final Duration maxRetryAfter;
    private final HttpClient client;

    /** The connections that have had a request. */
    private final Set<HttpConnection> used =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** @throws ConfigurationException there is no URL, it is wrong, or the TLS configuration does not exist */
    @Inject
    HttpTaskRunner(HttpConfig config, HandlerConfig worker, Vertx vertx, TlsConfigurationRegistry tls) {
        this.target = HttpTarget.of(config.url());
        this.maxRetryAfter = config.maxRetryAfter();
        HttpClientOptions options = new HttpClientOptions()
                .setMaxPoolSize(worker.concurrency())
                .setKeepAliveTimeout(Math.toIntExact(KEEP_ALIVE.toSeconds()))
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
        tlsConfiguration(config, tls).ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        this.client = vertx.createHttpClient(options);
    }

    @Override
    public Run start(Attempt attempt) {
        HttpAnswers answers = new HttpAnswers(target, maxRetryAfter, Clock.systemUTC());
        HttpRun run = new HttpRun(attempt, target, answers, () -> client.request(request(attempt)), used::add);
        run.begin();
        return run;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private RequestOptions request(Attempt attempt) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setHeaders(HttpHeaders.of(attempt, target));
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
