package dev.warren.gateway;

import dev.warren.amqp.Exchanges;
import dev.warren.amqp.Selection;
import dev.warren.amqp.SubscribeConfig;
import dev.warren.amqp.Subscriptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Singleton;

/** Lets callers follow what exchanges give out, as many as there may be. */
@Singleton
class Subscribing {

    private final Exchanges exchanges;
    private final Subscriptions subscriptions;
    private final SubscribeConfig config;
    private final Counter drops;

    Subscribing(Exchanges exchanges, Subscriptions subscriptions, SubscribeConfig config, MeterRegistry metrics) {
        this.exchanges = exchanges;
        this.subscriptions = subscriptions;
        this.config = config;
        this.drops = Counter.builder("warren.subscriber.drops")
                .description("Messages that were dropped because a subscriber did not read them in time")
                .register(metrics);
    }

    /** The events of a new subscriber, emitted on this event loop; fails with {@link ProblemException} if it can't be one. */
    Multi<SubscriberEvent> events(String exchange, Selection selection, Context eventLoop) {
        return Uni.createFrom()
                .completionStage(() -> exchanges.obstacle(exchange))
                .emitOn(command -> eventLoop.runOnContext(now -> command.run()))
                .onItem()
                .transformToMulti(obstacle -> {
                    if (obstacle.isPresent()) {
                        throw new ProblemException(
                                SubscriberProblem.of(obstacle.get()).with("exchange", exchange));
                    }
                    return open(exchange, selection, eventLoop);
                });
    }

    private Multi<SubscriberEvent> open(String exchange, Selection selection, Context eventLoop) {
        if (subscriptions.count() >= config.maxSubscribers()) {
            throw new ProblemException(SubscriberProblem.tooMany(config.maxSubscribers()));
        }
        EventBacklog backlog =
                new EventBacklog(config.backlog(), config.backlogBytes().asLongValue());
        return new SubscriberStream(backlog, eventLoop, config.heartbeat(), drops)
                .events(subscriber -> subscriptions.open(exchange, selection, subscriber));
    }
}
