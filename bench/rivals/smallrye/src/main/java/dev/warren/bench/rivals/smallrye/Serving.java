package dev.warren.bench.rivals.smallrye;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says where tasks can be posted to. */
public class Serving {

    @ConfigProperty(name = "bench.work")
    boolean isWorker;

    void started(@ObservesAsync HttpServerStart server) {
        if (!isWorker) {
            String port = System.getProperty("quarkus.http.port"); // the one that was free; the options have 0
            long pid = ProcessHandle.current().pid();
            System.out.println("{\"http\": \"http://127.0.0.1:%s/tasks\", \"pid\": %d}".formatted(port, pid));
        }
    }
}
