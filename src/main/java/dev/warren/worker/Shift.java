package dev.warren.worker;

import dev.warren.Role;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * How long a worker works, where that is limited: it ends by itself then, in order and with exit code 0, as Kubernetes expects it
 * of a Job.
 */
@ApplicationScoped
public class Shift {

    private static final Logger LOG = Logger.getLogger(Shift.class);

    /** How often a worker without a task looks at the clock, as a part of the time that it may be idle. */
    private static final int LOOKS = 10;

    private final Role role;
    private final WorkerConfig config;
    private final Slots slots;
    private final Timer timer;
    private final Clock clock;
    private final AtomicInteger started = new AtomicInteger();
    private volatile Instant lastBusy = Instant.MAX;

    public Shift(
            @ConfigProperty(name = "warren.role") Role role,
            WorkerConfig config,
            Slots slots,
            Timer timer,
            Clock clock) {
        this.role = role;
        this.config = config;
        this.slots = slots;
        this.timer = timer;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent begun) {
        if (role.isWorker() && config.maxIdle().isPresent()) {
            lastBusy = clock.instant();
            lookAfter(config.maxIdle().get());
        }
    }

    /** Asked by each task before it starts, when it has waited for whatever that was. With the last one the drain begins: nothing else is taken, and it is let to end. */
    boolean mayStartOneMore() {
        if (slots.isClosed() || slots.isHeld(Hold.PAUSED)) {
            return false;
        }
        if (config.maxIdle().isPresent()) {
            lastBusy = clock.instant(); // a quick task is over before the next look
        }
        int number = started.incrementAndGet();
        int last = config.maxTasks().orElse(Integer.MAX_VALUE);
        if (number == last) {
            slots.close();
            end("this is the last of %d tasks".formatted(last));
        }
        return number <= last;
    }

    private void lookAfter(Duration maxIdle) {
        timer.after(maxIdle.dividedBy(LOOKS), () -> {
            if (hasBeenIdleFor(maxIdle)) {
                end("no task for " + maxIdle.toSeconds() + " s");
            } else {
                lookAfter(maxIdle);
            }
        });
    }

    boolean hasBeenIdleFor(Duration maxIdle) {
        Instant now = clock.instant();
        if (slots.busy() > 0 || slots.isHeld(Hold.PAUSED)) { // rather wait than be started again and again
            lastBusy = now;
        }
        return lastBusy.plus(maxIdle).isBefore(now);
    }

    private static void end(String why) {
        LOG.infof("%s: stopping", why);
        Quarkus.asyncExit(0);
    }
}
