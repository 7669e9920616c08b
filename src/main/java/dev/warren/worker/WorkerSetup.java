package dev.warren.worker;

import dev.warren.Role;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds at the start, before the channels are connected, what a worker could not work with. */
@ApplicationScoped
public class WorkerSetup {

    private final Role role;
    private final WorkerConfig config;

    public WorkerSetup(@ConfigProperty(name = "warren.role") Role role, WorkerConfig config) {
        this.role = role;
        this.config = config;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        if (role.isWorker() && config.queue().isEmpty()) {
            throw new ConfigurationException("a process in the role " + role.label() + " runs the tasks of a queue, but"
                    + " none is configured: set warren.worker.queue (WARREN_WORKER_QUEUE), or the role to gateway");
        }
    }
}
