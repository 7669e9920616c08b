package dev.warren.gateway.follow;

import dev.warren.amqp.publish.Exchanges;
import dev.warren.amqp.subscribe.SubscribeConfig;
import dev.warren.amqp.subscribe.Subscriptions;
import dev.warren.amqp.topology.Selection;
import dev.warren.gateway.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.util.Optional;

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

    /** Why nobody can subscribe to it at the moment; on a thread of the broker's client. */
    Uni<Optional<Problem>> obstacle(String exchange) {
        return Uni.createFrom()
                .completionStage(() -> exchanges.obstacle(exchange))
                .map(obstacle -> obstacle.map(
                                result -> SubscriberProblem.of(result).with("exchange", exchange))
                        .or(this::lackOfRoom)); // not before the look, while which others come
    }

    private Optional<Problem> lackOfRoom() {
        return subscriptions.isFull()
                ? Optional.of(SubscriberProblem.tooMany(config.maxSubscribers()))
                : Optional.empty();
    }

    /** The events of a new subscriber, emitted on this event loop. */
    Multi<SubscriberEvent> events(String exchange, Selection selection, Context eventLoop) {
        EventBacklog backlog =
                new EventBacklog(config.backlog(), config.backlogBytes().asLongValue());
        return new SubscriberStream(backlog, eventLoop, config.heartbeat(), drops)
                .events(subscriber -> subscriptions.open(exchange, selection, subscriber));
    }
}
