package dev.warren.amqp;

/** What is on the broker does not fit what is configured; the message says what, and the ways out. */
public final class TopologyException extends Exception {

    private static final long serialVersionUID = 1L;

    TopologyException(String message, Throwable cause) {
        super(message, cause);
    }
}
