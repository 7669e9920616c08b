package dev.warren;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds at the start, before a worker takes its first task, that another program has the port: Quarkus opens it last. */
@ApplicationScoped
public class HttpPort {

    private final String host;
    private final int port;
    private final boolean isOpenedAlone;

    public HttpPort(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.http.host-enabled") boolean opened,
            @ConfigProperty(name = "quarkus.http.so-reuse-port") boolean shared) {
        this.host = host;
        this.port = port;
        this.isOpenedAlone = opened && !shared;
    }

    /** @throws ConfigurationException it can't be opened */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        if (LaunchMode.current() != LaunchMode.NORMAL || !isOpenedAlone || port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new ConfigurationException("port " + port + " of " + host + " can't be opened (" + e.getMessage()
                    + "): end the program that has it, or choose another one with QUARKUS_HTTP_PORT");
        }
    }
}
