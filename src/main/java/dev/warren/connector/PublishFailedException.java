package dev.warren.connector;

import dev.warren.amqp.publish.PublishResult;

/** A message of an outgoing channel that was not confirmed: the reason of its nack. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PublishResult result;

    PublishFailedException(PublishResult result) {
        super("the message was not confirmed: " + result);
        this.result = result;
    }

    /** What became of it instead. */
    public PublishResult result() {
        return result;
    }
}
