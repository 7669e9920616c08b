package dev.warren.amqp.publish;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.amqp.message.TaskMessage;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.ShortStrings;
import dev.warren.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A publish on its way from the caller to its confirm. */
final class PendingPublish {

    final Destination destination;
    /** Has a result only once the broker has answered, or the channel is gone. */
    final boolean untilAnswered;

    final int size;
    final CompletableFuture<PublishResult> result = new CompletableFuture<>();

    private final String messageId;
    private volatile Content content;

    /** The broker has given it back; its confirm follows, and must not count as one. */
    volatile boolean returned;

    /** The broker has given back one of several that can't be told apart, this one among them. */
    volatile boolean doubtful;

    /** What goes to the broker. */
    record Content(BasicProperties properties, byte[] body) {}

    private PendingPublish(Destination destination, BasicProperties properties, byte[] body, boolean untilAnswered) {
        this.destination = destination;
        this.untilAnswered = untilAnswered;
        this.messageId = properties.getMessageId();
        this.content = new Content(properties, body);
        this.size = body.length;
    }

    /**
     * Checks what the client would only find out while sending: by then it has counted the publish, which the broker never
     * sees, and the sequence numbers of all later confirms would be off by one.
     *
     * @param untilAnswered whether it has a result only once the broker has answered, or the channel is gone
     * @param frameMax the connection's largest frame in bytes; all headers have to fit into one
     * @param maxMessageSize the largest body in bytes
     * @throws IllegalArgumentException if it can't be sent
     */
    static PendingPublish of(
            Destination destination, Task task, boolean untilAnswered, int frameMax, long maxMessageSize) {
        BasicProperties properties = TaskMessage.properties(task);
        byte[] body = task.payload().bytes();
        if (body.length > maxMessageSize) {
            throw new IllegalArgumentException(
                    "its payload has %d bytes; the broker takes at most %d".formatted(body.length, maxMessageSize));
        }
        int size = headerSize(properties, body);
        if (frameMax > 0 && size > frameMax) {
            throw new IllegalArgumentException("its headers take %d bytes; at most %d fit".formatted(size, frameMax));
        }
        if (!ShortStrings.fits(destination.exchange()) || !ShortStrings.fits(destination.routingKey())) {
            throw new IllegalArgumentException("names on the broker have at most 255 bytes");
        }
        return new PendingPublish(destination, properties, body, untilAnswered);
    }

    private static int headerSize(BasicProperties properties, byte[] body) {
        try {
            return properties.toFrame(0, body.length).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // can't be: it is written to memory
        }
    }

    /**
     * For the one thread that sends; null if it has its result already. What it carries is not kept, for the broker's answer may
     * be long in coming.
     */
    Content take() {
        Content taken = content;
        content = null;
        return taken;
    }

    /** Need not be sent any more. It may stay in the queue for long yet, where the thread that sends sits in a write. */
    void drop() {
        content = null;
    }

    void send(Content taken, Channel channel) throws IOException {
        channel.basicPublish(destination.exchange(), destination.routingKey(), true, taken.properties(), taken.body());
    }

    boolean isFor(String exchange, String routingKey, String messageId) {
        return destination.exchange().equals(exchange)
                && destination.routingKey().equals(routingKey)
                && this.messageId.equals(messageId);
    }

    /** Where the broker closed the channel because of where this went: then it has kept nothing that was sent there. */
    Optional<PublishResult> forbiddenBy(ShutdownSignalException cause) {
        return Prohibition.of(cause, destination).map(PublishResult.class::cast);
    }

    void confirmed() {
        result.complete(outcome());
    }

    private PublishResult outcome() {
        if (returned) {
            return new PublishResult.Unroutable(destination.exchange(), destination.routingKey());
        }
        return doubtful
                ? new PublishResult.ConnectionLost(
                        "the broker returned a message with the same id, this one or another")
                : new PublishResult.Confirmed();
    }
}
