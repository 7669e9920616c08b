package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * What was settled on a channel, as far as a quorum queue may not have had it. RabbitMQ has 32 such commands under way and keeps more
 * in the channel's process; where that ends they are forgotten, and the messages come back. See {@code unsent_commands} in
 * https://github.com/rabbitmq/rabbitmq-server/blob/v4.3.5/deps/rabbit/src/rabbit_fifo_client.erl. For one thread.
 */
final class QuorumAcks {

    /** Not put off: the queue gets them before it is told of the channel's end. */
    private static final int UNDER_WAY = 32;

    private int sent;

    void sent() {
        sent++;
    }

    /** All that was sent before will have reached the queue by the time that it answers something: that a consumer is gone, say. */
    void forget() {
        sent = 0;
    }

    /** Whether some would be forgotten if the channel ended now. */
    boolean mayBeLost() {
        return sent > UNDER_WAY;
    }

    /**
     * Has the queue answer something, by when it has had what was under way; upon that the channel sends it what waits. There must be
     * no consumer on the channel any more. Fails if the queue has no leader.
     *
     * @return a message, if any is there: the price of the answer, to be given back
     */
    Optional<GetResponse> await(Channel channel, String queue) throws IOException {
        GetResponse answer = channel.basicGet(queue, false);
        forget();
        return Optional.ofNullable(answer);
    }
}
