package dev.warren.amqp;

/** Where events go out, as far as it can be told from this side. */
public interface EventsOutlet {

    /** Whether publishing makes sense at the moment. */
    boolean isOpen();

    /** Ends publishing, for good; a second later at most. */
    void close();
}
