package dev.warren.amqp.depth;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.topology.QueueStat;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A look at a queue: a passive declaration, for which a user needs no right on it, or on RabbitMQ 4.3 any one. For one thread.
 * What came to nothing is not tried again at once: it costs a channel or the connection, and a line in the broker's log.
 */
final class QueueLook {

    private static final Duration DOUBT = Duration.ofMillis(250);
    private static final Duration MISSING = Duration.ofSeconds(5);
    private static final Duration UNWELL = Duration.ofSeconds(30);

    private record Rest(Instant until, Backlog meanwhile) {}

    private final Clock clock;
    private final Map<String, Rest> resting = new HashMap<>();
    private Channel channel;

    QueueLook(Clock clock) {
        this.clock = clock;
    }

    /** There is another connection. */
    void forgetChannel() {
        channel = null;
    }

    /** @throws IOException if the connection is of no more use */
    Backlog at(String queue, Connection connection) throws IOException {
        resting.values().removeIf(rest -> !clock.instant().isBefore(rest.until()));
        Rest rest = resting.get(queue);
        return rest == null ? look(queue, connection) : rest.meanwhile();
    }

    private Backlog look(String queue, Connection connection) throws IOException {
        try {
            QueueStat stat = QueueStat.of(channel(connection), queue, DOUBT);
            return stat.doubtful()
                    ? new Backlog.Unknown("the queue is slow to answer")
                    : new Backlog.Known(stat.ready(), stat.consumers());
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return rest(queue, MISSING, new Backlog.NoQueue());
            }
            if (Causes.closeOf(e).isPresent() && connection.isOpen()) { // exclusive to another, or not for this user
                return rest(queue, UNWELL, new Backlog.Unknown(Causes.describe(e)));
            }
            if (Causes.isOfTheRequest(e)) {
                rest(queue, UNWELL, new Backlog.Unknown("the broker can't say how much waits: " + Causes.describe(e)));
            }
            throw e;
        }
    }

    private Backlog rest(String queue, Duration length, Backlog meanwhile) {
        resting.put(queue, new Rest(clock.instant().plus(length), meanwhile));
        return meanwhile;
    }

    private Channel channel(Connection connection) throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = connection.openChannel().orElseThrow(() -> new IOException("the connection has no channel left"));
        }
        return channel;
    }
}
