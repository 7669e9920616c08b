package dev.warren.amqp.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a publish. Only {@link Confirmed} means that the message lies in a durable queue; after every other one the
 * caller may repeat it with the same id (at least once, not exactly once).
 */
public sealed interface PublishResult {

    /** The broker has confirmed a message that was routed to at least one queue. */
    record Confirmed() implements PublishResult {}

    /** No queue is bound to where it was sent ({@code basic.return}); nothing was kept. */
    record Unroutable(String exchange, String routingKey) implements PublishResult {}

    /** The broker refused it ({@code basic.nack}): the queue is full, or has no leader at the moment. */
    record Refused() implements PublishResult {}

    /** No confirm came in time; whether the message was kept is not known. */
    record Unconfirmed(Duration waited) implements PublishResult {}

    /**
     * The channel or connection went before the confirm came, or what came does not say which of several messages with one id
     * it is for; whether the message was kept is not known.
     */
    record ConnectionLost(String cause) implements PublishResult {}

    /** The broker does not take messages now (memory or disk alarm: {@code connection.blocked}). */
    record Blocked(String reason) implements PublishResult {}

    /** Not sent: no connection at the moment, closing, or too much is waiting already. */
    record Unavailable(String cause) implements PublishResult {}

    /** Not sent: the broker has no such exchange. */
    record NoExchange(String exchange) implements PublishResult {}

    /**
     * The broker lets nobody, or not this user, publish to the exchange; nothing was kept.
     *
     * @param routingKey the only key that this is known of, where the user's topic permissions are why
     */
    record Forbidden(String exchange, Optional<String> routingKey) implements PublishResult {

        public Forbidden(String exchange) {
            this(exchange, Optional.empty());
        }
    }

    /** Not sent: it can't be put into an AMQP message, because its headers are too large, say. */
    record Invalid(String cause) implements PublishResult {}

    default boolean isConfirmed() {
        return this instanceof Confirmed;
    }
}
