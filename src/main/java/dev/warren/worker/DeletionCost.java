package dev.warren.worker;

import dev.warren.NowAndThen;
import dev.warren.Role;
import dev.warren.pod.OwnPod;
import dev.warren.pod.PodConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells Kubernetes whether this worker is busy, so that idle ones go first when there are to be fewer. At its start, then only when
 * that changes, and seldom: Kubernetes asks not to be told often. That it can't be told costs nothing but the order.
 */
@ApplicationScoped
public class DeletionCost {

    private static final Logger LOG = Logger.getLogger(DeletionCost.class);
    private static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

    /** Between two patches. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Role role;
    private final PodConfig config;
    private final Slots slots;
    private final Timer timer;
    private final Vertx vertx;
    private final Clock clock;
    private final NowAndThen said;
    private OwnPod pod;
    private Instant next = Instant.MIN;

    /** At first what an earlier process of this pod has said may still stand. */
    private volatile Optional<Boolean> knownAsBusy = Optional.empty();

    public DeletionCost(
            @ConfigProperty(name = "warren.role") Role role,
            PodConfig config,
            Slots slots,
            Timer timer,
            Vertx vertx,
            Clock clock) {
        this.role = role;
        this.config = config;
        this.slots = slots;
        this.timer = timer;
        this.vertx = vertx;
        this.clock = clock;
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    void begin(@Observes StartupEvent begun) {
        if (role.isWorker() && config.deletionCost()) {
            pod = OwnPod.of(config, vertx);
            lookAgain();
        }
    }

    private void lookAgain() {
        timer.after(LOOK, () -> {
            look();
            lookAgain();
        });
    }

    /** Says it if it has changed, unless it was said a moment ago: then one of the next looks does. */
    private void look() {
        boolean busy = slots.busy() > 0;
        Instant now = clock.instant();
        if (knownAsBusy.equals(Optional.of(busy)) || now.isBefore(next) || slots.isClosed()) {
            return;
        }
        next = now.plus(PAUSE);
        knownAsBusy = Optional.of(busy);
        pod.annotate(ANNOTATION, busy ? "1000" : "0").whenComplete((done, failure) -> {
            if (failure != null) {
                knownAsBusy = Optional.empty();
                LOG.logf(
                        said.isDue("failed") ? Logger.Level.WARN : Logger.Level.DEBUG,
                        "pod-deletion-cost can't be set, so it may be a busy pod that goes first: %s",
                        failure.getMessage());
            }
        });
    }
}
