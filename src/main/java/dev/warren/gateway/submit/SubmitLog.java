package dev.warren.gateway.submit;

import dev.warren.NowAndThen;
import dev.warren.gateway.problem.Problem;
import dev.warren.task.TaskId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One line a problem for now and then, not one a request: a broker that is away fails thousands of submits a second. */
@ApplicationScoped
public class SubmitLog {

    private static final Logger LOG = Logger.getLogger(SubmitLog.class);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private final NowAndThen said;

    SubmitLog(Clock clock) {
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    void failed(String queue, TaskId id, Problem problem) {
        LOG.logf(
                level(problem.slug()),
                "Submit failed: queue=%s task=%s problem=%s (more of these within %d s are logged at DEBUG; metric"
                        + " warren_submits_total counts them)",
                queue,
                id,
                problem.slug(),
                SAY_AGAIN.toSeconds());
    }

    public void publishFailed(String exchange, TaskId id, Problem problem) {
        LOG.logf(
                level("publish " + problem.slug()),
                "Publish failed: exchange=%s message=%s problem=%s (more of these within %d s are logged at DEBUG;"
                        + " metric warren_publishes_total counts them)",
                exchange,
                id,
                problem.slug(),
                SAY_AGAIN.toSeconds());
    }

    private Logger.Level level(String what) {
        return said.isDue(what) ? Logger.Level.WARN : Logger.Level.DEBUG;
    }
}
