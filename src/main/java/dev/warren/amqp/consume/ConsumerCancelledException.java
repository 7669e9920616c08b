package dev.warren.amqp.consume;

import dev.warren.amqp.connection.Explained;

/** The broker has ended a consumer ({@code basic.cancel}), but not its channel. */
final class ConsumerCancelledException extends Exception implements Explained {

    private static final long serialVersionUID = 1L;

    ConsumerCancelledException() {
        super(
                "the broker cancelled the consumer: the queue was deleted, or a task was held for longer than the consumer"
                        + " time-out");
    }
}
