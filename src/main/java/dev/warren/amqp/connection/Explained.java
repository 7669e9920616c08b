package dev.warren.amqp.connection;

/** A failure whose message says to people what happened, and needs nothing before it. */
public interface Explained {

    String getMessage();
}
