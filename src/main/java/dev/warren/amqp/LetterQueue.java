package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.LettersException.Obstacle;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/** Finds out what a queue of dead letters is, by declaring it again as Warren does: AMQP has no other way. */
final class LetterQueue {

    private static final String DELIVERY_LIMIT = "x-delivery-limit";

    private LetterQueue() {}

    /** @throws LettersException if looking at letters would count, and drop them in the end */
    static QueueKind kind(Connection connection, String queue) throws IOException, TimeoutException {
        Optional<Mismatch> mismatch = declare(connection, queue, Topology.keeping(QueueKind.QUORUM));
        if (mismatch.isEmpty() || mismatch.get().argument().isEmpty()) {
            return QueueKind.QUORUM; // or it may not be declared by this user
        }
        Optional<Mismatch> ofType = declare(connection, queue, Map.of(Topology.TYPE, "quorum"));
        if (ofType.filter(other -> other.argument().equals(Topology.TYPE)).isPresent()) {
            return QueueKind.CLASSIC;
        }
        if (mismatch.get().argument().equals(DELIVERY_LIMIT)) {
            throw new LettersException(
                    Obstacle.UNSAFE,
                    queue + " was not declared by Warren: its delivery limit ("
                            + mismatch.get().there() + ") lets the broker drop letters that are looked at."
                            + " Move its letters to a queue that Warren declares");
        }
        return QueueKind.QUORUM;
    }

    /**
     * The lower of what a policy and the queue say counts.
     *
     * @throws LettersException if looking at letters would count, and drop them in the end
     */
    static void requireNoLimit(OptionalLong byPolicy, ServerVersion version, String queue) {
        boolean counts = version.isBefore(4, 3);
        boolean isNone = byPolicy.isEmpty() || byPolicy.getAsLong() < 0 && !version.isBefore(4, 0);
        if (counts && !isNone && byPolicy.getAsLong() < Topology.NO_DELIVERY_LIMIT) {
            throw new LettersException(
                    Obstacle.UNSAFE,
                    "a policy gives " + queue + " a delivery limit (" + byPolicy.getAsLong()
                            + "), with which the broker drops letters that are looked at. Give queues named so another policy,"
                            + " with a higher priority and without a limit");
        }
    }

    private static Optional<Mismatch> declare(Connection connection, String queue, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        Channel channel = connection.createChannel();
        try {
            channel.queueDeclare(queue, true, false, false, arguments);
        } catch (IOException e) {
            return Optional.of(Mismatch.of(e).orElseThrow(() -> e));
        }
        channel.close();
        return Optional.empty();
    }
}
