package dev.warren.scaler;

import dev.warren.Role;
import dev.warren.SteadyClock;
import dev.warren.amqp.depth.Backlogs;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Listens for KEDA, in gateways that are told to. A server of its own: that of Quarkus' extension can't be turned off. */
@ApplicationScoped
public class ScalerServer {

    private static final Logger LOG = Logger.getLogger(ScalerServer.class);

    /** KEDA has one connection for all of its ScaledObjects: each has a stream that lasts, and short ones besides. */
    private static final int MOST_STREAMS = 2 * ScalerService.MOST_LISTENERS;

    private final Role role;
    private final ScalerConfig config;
    private final Backlogs backlogs;
    private final Vertx vertx;
    private final SteadyClock clock;
    private final MeterRegistry metrics;
    private ScalerService service;
    private HttpServer server;

    public ScalerServer(
            @ConfigProperty(name = "warren.role") Role role,
            ScalerConfig config,
            Backlogs backlogs,
            Vertx vertx,
            SteadyClock clock,
            MeterRegistry metrics) {
        this.role = role;
        this.config = config;
        this.backlogs = backlogs;
        this.vertx = vertx;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @throws ConfigurationException the port can't be listened at */
    void start(@Observes StartupEvent started) {
        if (!role.isGateway() || !config.enabled()) {
            return;
        }
        backlogs.start();
        service = new ScalerService(backlogs, clock, metrics);
        HttpServerOptions options =
                new HttpServerOptions().setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MOST_STREAMS));
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(service.on(vertx))
                    .listen(config.port())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new ConfigurationException(
                    "warren.scaler.port " + config.port() + ": " + e.getCause().getMessage(), e);
        }
        LOG.infof("KEDA can listen at port %d", server.actualPort());
    }

    /** Before anything else ends, so that KEDA soon listens at another gateway. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopping) {
        if (server != null) {
            service.sendListenersAway();
            server.close();
        }
    }
}
