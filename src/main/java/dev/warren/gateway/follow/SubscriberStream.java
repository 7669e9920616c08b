package dev.warren.gateway.follow;

import dev.warren.amqp.subscribe.Message;
import dev.warren.amqp.subscribe.Subscriber;
import dev.warren.amqp.subscribe.Subscription;
import dev.warren.gateway.follow.SubscriberEvent.Heartbeat;
import dev.warren.gateway.follow.SubscriberEvent.Interrupted;
import dev.warren.gateway.follow.SubscriberEvent.Received;
import dev.warren.gateway.follow.SubscriberEvent.Refused;
import dev.warren.gateway.follow.SubscriberEvent.Subscribed;
import io.micrometer.core.instrument.Counter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a subscriber is told, as fast as it reads and not faster. Events are emitted on the request's event loop alone; they come in
 * on threads of the broker's client, which are not kept waiting.
 */
final class SubscriberStream implements Subscriber {

    private final EventBacklog backlog;
    private final Context eventLoop;
    private final Duration heartbeat;
    private final Counter drops;
    private MultiEmitter<? super SubscriberEvent> emitter;
    private boolean emitting;
    private boolean quiet;

    SubscriberStream(EventBacklog backlog, Context eventLoop, Duration heartbeat, Counter drops) {
        this.backlog = backlog;
        this.eventLoop = eventLoop;
        this.heartbeat = heartbeat;
        this.drops = drops;
    }

    /**
     * The events.
     *
     * @param open subscribes, if there is room; what it gives is left when nobody wants the events any more
     */
    Multi<SubscriberEvent> events(Function<Subscriber, Optional<Subscription>> open) {
        return Multi.createFrom()
                .emitter(
                        newEmitter -> {
                            emitter = newEmitter;
                            emitter.onRequest(demand -> emitAll());
                            open.apply(this).ifPresentOrElse(this::keepUp, this::refuse);
                        },
                        BackPressureStrategy.ERROR);
    }

    private void keepUp(Subscription subscription) {
        long timer = eventLoop.owner().setPeriodic(heartbeat.toMillis(), beat -> beat());
        emitter.onTermination(() -> {
            eventLoop.owner().cancelTimer(timer);
            subscription.leave();
        });
    }

    /** Too late for a problem: others have taken the last place since it was looked for. */
    private void refuse() {
        if (emitter.requested() > 0) {
            emitter.emit(new Refused());
        }
        emitter.complete();
    }

    @Override
    public void subscribed() {
        offer(new Subscribed());
    }

    @Override
    public void receive(Message message) {
        offer(new Received(message));
    }

    @Override
    public void interrupted(Interruption why) {
        offer(new Interrupted(why));
    }

    private void offer(SubscriberEvent event) {
        drops.increment(backlog.offer(event));
        eventLoop.runOnContext(now -> emitAll());
    }

    /** As much as is asked for; each that is emitted may ask for more before it returns. */
    private void emitAll() {
        if (emitting) {
            return;
        }
        emitting = true;
        try {
            while (emitter.requested() > 0 && !emitter.isCancelled()) {
                Optional<SubscriberEvent> next = backlog.poll();
                if (next.isEmpty()) {
                    return;
                }
                emit(next.get());
            }
        } finally {
            emitting = false;
        }
    }

    private void emit(SubscriberEvent event) {
        quiet = false;
        emitter.emit(event);
    }

    private void beat() {
        eventLoop.runOnContext(now -> {
            if (quiet && emitter.requested() > 0) {
                emitter.emit(new Heartbeat());
            }
            quiet = true;
        });
    }
}
