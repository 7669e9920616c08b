package dev.warren.amqp.event;

import java.time.Instant;

/** Where events go out. They may be lost: nothing is confirmed. */
public interface EventsOutlet {

    /**
     * An event as the broker gets it.
     *
     * @param type the message's
     * @param at when it happened
     * @param json the body
     */
    record Event(String routingKey, String type, Instant at, byte[] json) {}

    void start();

    /** Whether publishing makes sense at the moment. */
    boolean isOpen();

    /**
     * Writes it; may wait for the socket.
     *
     * @return whether it is on its way; if not, it can be tried again later
     * @throws RuntimeException it can't be published at all
     */
    boolean publish(Event event);

    /** Ends publishing, for good; a second later at most. */
    void close();
}
