package dev.warren.event;

import dev.warren.NowAndThen;
import dev.warren.Threads;
import dev.warren.amqp.event.EventsConfig;
import dev.warren.amqp.event.EventsOutlet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Publishes events. Whoever tells of one puts it into a buffer; a thread of its own does the rest, at a limited rate, while the
 * broker takes any. What finds no room is dropped.
 */
@ApplicationScoped
public class PublishedTaskEvents implements TaskEvents {

    private static final Logger LOG = Logger.getLogger(PublishedTaskEvents.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    /** How long the end of the process may wait for the last events. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventsConfig config;
    private final EventsOutlet outlet;
    private final EventMessage message;
    private final EventMetrics metrics;
    private final EventBuffer buffer;
    private final Pace pace;
    private final NowAndThen said;
    private final AtomicInteger pending = new AtomicInteger();
    private final Thread thread = Threads.named("warren-event-buffer").newThread(this::publishAll);
    private long droppedWhenSaid;

    public PublishedTaskEvents(
            EventsConfig config, EventsOutlet outlet, EventMessage message, EventMetrics metrics, Clock clock) {
        this.config = config;
        this.outlet = outlet;
        this.message = message;
        this.metrics = metrics;
        this.buffer = new EventBuffer(config.buffer());
        this.pace = new Pace(config.maxPerSecond(), System::nanoTime);
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            outlet.start();
            thread.start();
        }
    }

    @Override
    public void tell(TaskEvent event) {
        if (!config.enabled()) {
            return;
        }
        pending.incrementAndGet();
        if (!buffer.offer(event)) {
            metrics.dropped(event);
            pending.decrementAndGet();
        }
    }

    private void publishAll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TaskEvent event = buffer.take();
                TimeUnit.NANOSECONDS.sleep(pace.next().toNanos());
                publish(event);
                pending.decrementAndGet();
                sayWhatWasDropped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    private void publish(TaskEvent event) throws InterruptedException {
        try {
            EventsOutlet.Event published = message.of(event);
            while (!outlet.publish(published)) {
                sayWhatWasDropped();
                TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            }
            metrics.published(event);
        } catch (RuntimeException e) {
            LOG.debugf(e, "an event could not be published");
            metrics.dropped(event);
        }
    }

    private void sayWhatWasDropped() {
        long dropped = metrics.dropped() - droppedWhenSaid;
        if (dropped > 0 && said.isDue("drops")) {
            droppedWhenSaid += dropped;
            LOG.warnf(
                    "%d events of tasks were dropped: %s (metric warren_events_total counts them; tasks are not affected)",
                    dropped,
                    outlet.isOpen()
                            ? "more than warren.events.max-per-second=" + config.maxPerSecond()
                            : "the broker takes none at the moment");
        }
    }

    /** After the last tasks have been settled: what they told of is still published, if that takes no time. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1) ShutdownEvent stopping)
            throws InterruptedException {
        if (!config.enabled()) {
            return;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (pending.get() > 0 && outlet.isOpen() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        thread.interrupt();
        outlet.close();
    }
}
