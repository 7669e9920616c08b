package dev.warren.amqp.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was settled on a channel, as far as a quorum queue may not have had it. RabbitMQ has 32 such commands under way and keeps more
 * in the channel's process; where that ends they are forgotten, and the messages come back. See {@code unsent_commands} in
 * https://github.com/rabbitmq/rabbitmq-server/blob/v4.3.5/deps/rabbit/src/rabbit_fifo_client.erl.
 */
public final class QuorumAcks {

    /** Of which the queue is told before it is told of the channel's end. RabbitMQ's default: {@code quorum_commands_soft_limit}. */
    private static final int UNDER_WAY = 32;

    private final AtomicInteger sent = new AtomicInteger();

    /** Something has been written to the channel. */
    public void sent() {
        sent.incrementAndGet();
    }

    /** To be called before the queue is asked something: by its answer it has had all that was sent. {@code basic.cancel} is such. */
    public void asked() {
        sent.set(0);
    }

    /** Whether some would be forgotten if the channel ended now. */
    public boolean mayBeLost() {
        return sent.get() > UNDER_WAY;
    }

    /**
     * Has the queue answer something, by when it has had what was under way; upon that the channel sends it what waits. Fails if the
     * queue has no leader.
     *
     * @return a message, if any is there: the price of the answer, to be given back
     */
    public Optional<GetResponse> await(Channel channel, String queue) throws IOException {
        asked();
        return Optional.ofNullable(channel.basicGet(queue, false));
    }
}
