package dev.warren.event;

import dev.warren.NowAndThen;
import dev.warren.Threads;
import dev.warren.amqp.EventsConfig;
import dev.warren.amqp.EventsOutlet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * Publishes events by SmallRye's stock connector. Whoever tells of one puts it into a buffer; a thread of its own does the rest, at a
 * limited rate, while the connection takes any. What finds no room is dropped.
 */
@ApplicationScoped
public class PublishedTaskEvents implements TaskEvents {

    /** The channel, mapped to the exchange in {@code application.properties}. */
    static final String CHANNEL = "task-events";

    private static final Logger LOG = Logger.getLogger(PublishedTaskEvents.class);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** How long one that waits for a connection does so alone; it may be lost and not come back. */
    private static final Duration ALONE = Duration.ofSeconds(1);

    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    /** How long the end of the process may wait for the last events. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventsConfig config;
    private final EventsOutlet outlet;
    private final Emitter<byte[]> emitter;
    private final EventMessage message;
    private final EventMetrics metrics;
    private final EventBuffer buffer;
    private final Pace pace;
    private final NowAndThen said;
    private final AtomicInteger pending = new AtomicInteger();
    private final Thread thread = Threads.named("warren-events").newThread(this::publishAll);
    private long droppedWhenSaid;
    private long aloneUntil = System.nanoTime();

    public PublishedTaskEvents(
            EventsConfig config,
            EventsOutlet outlet,
            @Channel(CHANNEL) @OnOverflow(OnOverflow.Strategy.DROP) Emitter<byte[]> emitter,
            EventMessage message,
            EventMetrics metrics,
            Clock clock) {
        this.config = config;
        this.outlet = outlet;
        this.emitter = emitter;
        this.message = message;
        this.metrics = metrics;
        this.buffer = new EventBuffer(config.buffer());
        this.pace = new Pace(config.maxPerSecond(), System::nanoTime);
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
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
            drop(event);
        }
    }

    private void publishAll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TaskEvent event = buffer.take();
                while (!isTaken()) {
                    sayWhatWasDropped();
                    TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
                }
                TimeUnit.NANOSECONDS.sleep(pace.next().toNanos());
                publish(event);
                sayWhatWasDropped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    /** Whether the connector takes a message now: it has no more than so many under way. */
    private boolean isTaken() {
        return outlet.isOpen() && emitter.hasRequests() && (outlet.hasTaken() || System.nanoTime() - aloneUntil >= 0);
    }

    private void publish(TaskEvent event) {
        if (!outlet.hasTaken()) { // those that wait for a connection overtake each other
            aloneUntil = System.nanoTime() + ALONE.toNanos();
        }
        try {
            emitter.send(message.of(event, () -> published(event), failure -> drop(event)));
        } catch (RuntimeException e) {
            LOG.debugf(e, "an event could not be published");
            drop(event);
        }
    }

    private CompletionStage<Void> published(TaskEvent event) {
        outlet.taken();
        metrics.published(event);
        pending.decrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> drop(TaskEvent event) {
        metrics.dropped(event);
        pending.decrementAndGet();
        return CompletableFuture.completedFuture(null);
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
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (pending.get() > 0 && outlet.isOpen() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        thread.interrupt();
        outlet.close();
    }
}
