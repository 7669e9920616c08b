package dev.warren.gateway;

import dev.warren.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** One line a problem for now and then, not one a request: a broker that is away fails thousands of submits a second. */
@ApplicationScoped
class SubmitLog {

    private static final Logger LOG = Logger.getLogger(SubmitLog.class);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private final Map<String, Instant> saidAt = new ConcurrentHashMap<>();
    private final Clock clock;

    SubmitLog(Clock clock) {
        this.clock = clock;
    }

    void failed(String queue, TaskId id, Problem problem) {
        Instant now = clock.instant();
        Instant said = saidAt.get(problem.slug());
        boolean isDue = said == null || said.isBefore(now.minus(SAY_AGAIN));
        if (isDue) {
            saidAt.put(problem.slug(), now);
        }
        LOG.logf(
                isDue ? Logger.Level.WARN : Logger.Level.DEBUG,
                "Submit failed: queue=%s task=%s problem=%s (more of these within %d s are logged at DEBUG; metric"
                        + " warren_submits_total counts them)",
                queue,
                id,
                problem.slug(),
                SAY_AGAIN.toSeconds());
    }
}
