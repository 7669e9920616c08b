package dev.warren.amqp;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A look at a queue: a passive declaration, which any user may make. For one thread. */
final class QueueLook {

    /** How long a queue over which the connection broke is left alone, for the sake of the others. */
    private static final Duration UNWELL = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, Instant> unwellUntil = new HashMap<>();
    private Channel channel;

    QueueLook(Clock clock) {
        this.clock = clock;
    }

    /** There is another connection. */
    void forgetChannel() {
        channel = null;
    }

    /** @throws IOException if the connection is of no more use */
    Backlog at(String queue, Connection connection) throws IOException, TimeoutException {
        Instant until = unwellUntil.getOrDefault(queue, Instant.MIN);
        if (clock.instant().isBefore(until)) {
            return new Backlog.Unknown("the broker has not answered for this queue; it is asked again from " + until);
        }
        unwellUntil.remove(queue);
        try {
            DeclareOk answer = channel(connection).queueDeclarePassive(queue);
            return new Backlog.Known(answer.getMessageCount(), answer.getConsumerCount());
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return new Backlog.NoQueue();
            }
            if (Causes.isForbidden(e)) {
                return new Backlog.Unknown(Causes.describe(e));
            }
            if (Causes.isOfTheRequest(e)) {
                unwellUntil.put(queue, clock.instant().plus(UNWELL));
            }
            throw e;
        }
    }

    private Channel channel(Connection connection) throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
        }
        return channel;
    }
}
