package dev.warren.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The worker: which queue it consumes, how long a run may take, and when the worker ends. */
@ConfigMapping(prefix = "warren.worker")
public interface WorkerConfig {

    /** The queue whose tasks this process runs. Needed in the roles `worker` and `both`. */
    Optional<String> queue();

    /** How long a run may take before it is ended and counts as failed (`timed-out`). */
    @WithDefault("10m")
    Duration timeout();

    /**
     * How long a drain waits for running tasks. When absent, the task time-out: then none is cut short. In Kubernetes the
     * pod's grace period has to be longer.
     */
    Optional<Duration> drainTimeout();

    /**
     * After starting so many tasks the worker takes no more, and ends with exit code 0 when they have ended, as a Kubernetes Job
     * is to. Only in the role `worker`. Not limited when absent.
     */
    OptionalInt maxTasks();

    /** How often it is looked whether the queue is paused (`warren queues pause`). See docs/manage.md. */
    @WithDefault("5s")
    Duration pauseCheck();

    /** A worker that has had no task for so long ends with exit code 0. Only in the role `worker`. Not limited when absent. */
    Optional<Duration> maxIdle();
}
