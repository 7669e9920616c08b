package dev.warren.amqp.subscribe;

/** Who wants the messages of an exchange. Its methods are called one at a time, and must neither block nor throw. */
public interface Subscriber {

    /** Why nothing comes. */
    enum Interruption {
        /** The connection to the broker, or the queue on it, is gone. */
        LOST,
        /** The broker has no such exchange. */
        NO_EXCHANGE,
        /** The broker does not let this user have its messages. */
        FORBIDDEN
    }

    /** From now on it gets what is published. */
    void subscribed();

    void receive(Message message);

    /** Nothing comes, and what is published is lost to it, until it is {@link #subscribed} again, which is tried on and on. */
    void interrupted(Interruption why);
}
