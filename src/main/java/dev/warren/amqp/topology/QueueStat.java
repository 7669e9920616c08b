package dev.warren.amqp.topology;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What RabbitMQ answers to a passive declaration.
 *
 * @param ready messages that wait
 * @param consumers how many consume it
 * @param doubtful whether it came so late that it may be no answer of the queue's
 */
public record QueueStat(int ready, int consumers, boolean doubtful) {

    /**
     * RabbitMQ gives a quorum queue so long, and then says 0 and 0; at once, if it has no leader. See {@code stat/2} in
     * https://github.com/rabbitmq/rabbitmq-server/blob/v4.3.5/deps/rabbit/src/rabbit_quorum_queue.erl
     */
    private static final Duration QUORUM_QUEUE_HAS = Duration.ofMillis(250);

    /**
     * @param patience for how long to ask again while in doubt
     * @throws IOException if there is no such queue, and whatever else closes the channel
     */
    public static QueueStat of(Channel channel, String queue, Duration patience) throws IOException {
        Instant until = Instant.now().plus(patience);
        QueueStat stat = of(channel, queue);
        while (stat.doubtful() && Instant.now().isBefore(until)) {
            stat = of(channel, queue);
        }
        return stat;
    }

    /** Asks once. */
    public static QueueStat of(Channel channel, String queue) throws IOException {
        long asked = System.nanoTime();
        DeclareOk answer = channel.queueDeclarePassive(queue);
        long took = System.nanoTime() - asked;
        boolean isNothing = answer.getMessageCount() == 0 && answer.getConsumerCount() == 0;
        return new QueueStat(
                answer.getMessageCount(), answer.getConsumerCount(), isNothing && took >= QUORUM_QUEUE_HAS.toNanos());
    }
}
