package dev.warren.amqp.letter;

import dev.warren.amqp.connection.Causes;

/** Dead letters can't be read, or not any further. Those that were not taken are in their queue. */
public final class LettersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What keeps them from being read. */
    public enum Obstacle {
        /** There is no such queue, or no more. */
        NO_QUEUE,
        /** Someone else reads that queue. */
        BUSY,
        /** The broker would drop letters that are looked at, or lets none be taken out. */
        UNSAFE,
        /** The broker can't be reached, or has closed the connection. */
        UNAVAILABLE
    }

    private final Obstacle obstacle;

    LettersException(Obstacle obstacle, String message) {
        super(message);
        this.obstacle = obstacle;
    }

    /** Nobody wants to read any further, or the process is ending. */
    public static LettersException stopped() {
        return new LettersException(Obstacle.UNAVAILABLE, "reading was stopped");
    }

    static LettersException of(Throwable cause) {
        return new LettersException(
                Causes.isNotFound(cause) ? Obstacle.NO_QUEUE : Obstacle.UNAVAILABLE, Causes.describe(cause));
    }

    public Obstacle obstacle() {
        return obstacle;
    }
}
