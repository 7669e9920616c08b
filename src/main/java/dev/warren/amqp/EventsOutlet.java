package dev.warren.amqp;

/** Where events go out, as far as it can be told from this side. */
public interface EventsOutlet {

    /** Whether publishing makes sense at the moment. */
    boolean isOpen();

    /** Whether something got through on the connection that there is now. */
    boolean hasTaken();

    /** Something got through. */
    void taken();

    /** Ends publishing, for good; a second later at most. */
    void close();
}
