package dev.warren.gateway.follow;

import dev.warren.amqp.subscribe.Message;
import dev.warren.amqp.subscribe.Subscriber.Interruption;

/** What a subscriber is told. */
sealed interface SubscriberEvent {

    /** Messages come from here on. */
    record Subscribed() implements SubscriberEvent {}

    record Received(Message message) implements SubscriberEvent {}

    /** So many messages were dropped here, for they were not read in time. */
    record Dropped(long count) implements SubscriberEvent {}

    /** What is published from here on is lost to it, until it is subscribed again. */
    record Interrupted(Interruption why) implements SubscriberEvent {}

    /** There is no room for one more subscriber: this is all. */
    record Refused() implements SubscriberEvent {}

    /** Nothing, so that both sides see whether the other is there. */
    record Heartbeat() implements SubscriberEvent {}

    /** About how many bytes of memory it takes. */
    default long size() {
        return this instanceof Received received ? MessageSize.of(received.message()) : 0;
    }
}
