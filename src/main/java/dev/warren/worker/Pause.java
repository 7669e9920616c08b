package dev.warren.worker;

import dev.warren.Role;
import dev.warren.amqp.consume.PauseWatch;
import dev.warren.amqp.consume.PauseWatch.Sight;
import dev.warren.amqp.publish.ConfirmingPublisher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the worker from its queue while that is paused on the broker: what runs is let to end, what has not started is given back.
 * The worker begins like that, until the first look has told.
 */
@ApplicationScoped
public class Pause {

    private static final Logger LOG = Logger.getLogger(Pause.class);

    private final Role role;
    private final WorkerConfig config;
    private final ConfirmingPublisher publisher;
    private final Slots slots;
    private final Intake intake;
    private final MeterRegistry metrics;
    private PauseWatch watch;
    private volatile State state = State.UNKNOWN;
    private boolean complained;

    /** What is known. */
    enum State {
        UNKNOWN("not known yet"),
        RUNNING("running"),
        PAUSED("paused"),
        UNSEEN("running; whether it is paused can't be seen");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    public Pause(
            @ConfigProperty(name = "warren.role") Role role,
            WorkerConfig config,
            ConfirmingPublisher publisher,
            Slots slots,
            Intake intake,
            MeterRegistry metrics) {
        this.role = role;
        this.config = config;
        this.publisher = publisher;
        this.slots = slots;
        this.intake = intake;
        this.metrics = metrics;
    }

    /** Before the channel is connected: nothing may start of a queue that is paused. */
    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent started) {
        if (role.isWorker()) {
            Gauge.builder("warren.paused", this, pause -> pause.state == State.PAUSED ? 1 : 0)
                    .description("1 while the queue of this worker is paused")
                    .register(metrics);
            hold();
            watch = new PauseWatch(publisher, queue(), config.pauseCheck(), this::seen);
            watch.start();
        }
    }

    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopping) {
        if (watch != null) {
            watch.close();
        }
    }

    /** Whether tasks may run, in words. */
    String describe() {
        return state.words;
    }

    /** Whether the first look has told. */
    boolean isKnown() {
        return state != State.UNKNOWN;
    }

    boolean isOn() {
        return state == State.PAUSED;
    }

    void seen(Sight sight) {
        switch (sight) {
            case PAUSED -> become(State.PAUSED);
            case RUNNING -> become(State.RUNNING);
            case FORBIDDEN -> unseen("this user may not write to the exchange warren.paused; see docs/rabbitmq.md");
            case UNANSWERED -> {
                if (state == State.UNKNOWN) { // a broker without memory must be emptied; else what was seen last counts
                    unseen("the broker does not answer, or takes no messages");
                }
            }
        }
    }

    private void unseen(String why) {
        if (!complained) {
            complained = true;
            LOG.warnf("queue %s: whether it is paused can't be seen, so its tasks are run: %s", queue(), why);
        }
        become(State.UNSEEN);
    }

    private void become(State next) {
        State before = state;
        if (next == before) {
            return;
        }
        state = next;
        if (next == State.PAUSED) {
            hold();
            LOG.infof(
                    "queue %s is paused: no task is started until warren queues resume %s; %d still run",
                    queue(), queue(), slots.busy());
        } else {
            if (before == State.PAUSED) {
                LOG.infof("queue %s is resumed", queue());
            }
            intake.resume(Hold.PAUSED);
            slots.startAgain(Hold.PAUSED);
        }
    }

    private void hold() {
        slots.stopStarting(Hold.PAUSED);
        intake.pause(Hold.PAUSED).thenRun(() -> {
            if (slots.isHeld(Hold.PAUSED)) {
                slots.giveBackWaiting();
            }
        });
    }

    private String queue() {
        return config.queue().orElse("");
    }
}
