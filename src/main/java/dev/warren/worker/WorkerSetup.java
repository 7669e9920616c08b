package dev.warren.worker;

import dev.warren.Role;
import dev.warren.handler.TaskRunner;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds at the start, before the channels are connected, what a worker could not work with. */
@ApplicationScoped
public class WorkerSetup {

    private final Role role;
    private final WorkerConfig config;
    private final Instance<TaskRunner> runner;
    private final Slots slots;

    public WorkerSetup(
            @ConfigProperty(name = "warren.role") Role role,
            WorkerConfig config,
            Instance<TaskRunner> runner,
            Slots slots) {
        this.role = role;
        this.config = config;
        this.runner = runner;
        this.slots = slots;
    }

    /**
     * @throws ConfigurationException no queue is configured, or not what runs its tasks
     * @throws IllegalArgumentException there are no slots
     */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        if (!role.isWorker()) {
            return;
        }
        if (role.isGateway()
                && (config.maxTasks().isPresent() || config.maxIdle().isPresent())) {
            throw new ConfigurationException(
                    "warren.worker.max-tasks and max-idle end the whole process, the gateway with"
                            + " it: they are for the role worker alone");
        }
        if (config.maxTasks().orElse(1) < 1) {
            throw new ConfigurationException("warren.worker.max-tasks has to be at least 1");
        }
        runner.get(); // its constructor checks the handlers' configuration
        slots.count();
        if (config.queue().isEmpty()) {
            throw new ConfigurationException("a process in the role " + role.label() + " runs the tasks of a queue, but"
                    + " none is configured: set warren.worker.queue (WARREN_WORKER_QUEUE), or the role to gateway");
        }
    }
}
