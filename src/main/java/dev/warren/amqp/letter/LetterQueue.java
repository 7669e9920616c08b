package dev.warren.amqp.letter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.ServerVersion;
import dev.warren.amqp.letter.LettersException.Obstacle;
import dev.warren.amqp.topology.Mismatch;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.Topology;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Finds out what a queue of dead letters is, by declaring it again as Warren does: AMQP has no other way. */
final class LetterQueue {

    private static final String DELIVERY_LIMIT = "x-delivery-limit";
    private static final String WAY_OUT = "Move its letters to a queue that Warren declares";

    /** No quorum queue is without these. */
    private static final Set<String> OF_CLASSIC_QUEUES = Set.of("durable", "auto_delete");

    private LetterQueue() {}

    /**
     * RabbitMQ names the first argument that differs only, and many come before the delivery limit ({@code queue_arguments} in
     * rabbit_quorum_queue.erl). So the queue is declared again with what is there, until nothing else differs.
     *
     * @throws LettersException if looking at letters would count, and drop them in the end; or if none can be taken out
     */
    static QueueKind kind(Connection connection, String queue) throws IOException, TimeoutException {
        Map<String, Object> arguments = new LinkedHashMap<>(Topology.keeping(QueueKind.QUORUM));
        Optional<Mismatch> mismatch = declareAsItIs(connection, queue, arguments);
        if (mismatch.isEmpty() || !mismatch.get().isInequivalent()) {
            return QueueKind.QUORUM; // or it may not be declared by this user
        }
        Mismatch last = mismatch.get();
        if (last.argument().equals(DELIVERY_LIMIT)) {
            requireNoOwnLimit(last.there(), ServerVersion.of(connection), queue);
            return QueueKind.QUORUM;
        }
        arguments.remove(DELIVERY_LIMIT);
        arguments.put(Topology.TYPE, "classic");
        if (OF_CLASSIC_QUEUES.contains(last.argument())
                || declareAsItIs(connection, queue, arguments).isEmpty()) {
            return QueueKind.CLASSIC;
        }
        throw new LettersException(
                Obstacle.UNSAFE,
                last.argument().equals(Topology.TYPE) && !last.there().equals(Mismatch.UNKNOWN)
                        ? queue + " is of the type " + last.there() + ", of which no letter can be taken out"
                        : queue + " was not declared by Warren, and whether the broker drops letters that are looked at"
                                + " can't be told: " + last.words() + ". " + WAY_OUT);
    }

    /** @return what differs, with all added to these arguments that could be told from what differed before */
    private static Optional<Mismatch> declareAsItIs(Connection connection, String queue, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        while (true) {
            Optional<Mismatch> mismatch = declare(connection, queue, arguments);
            Optional<Object> there = mismatch.flatMap(Mismatch::valueThere);
            if (there.isEmpty() || arguments.putIfAbsent(mismatch.get().argument(), there.get()) != null) {
                return mismatch;
            }
        }
    }

    /**
     * Where a queue says no limit, RabbitMQ 4 has one of 20. Since 4.3 looks don't count, only readers that die, so few are
     * too few all the same.
     */
    static void requireNoOwnLimit(String limit, ServerVersion version, String queue) {
        if (version.isBefore(4, 3) || !limit.equals("none")) {
            throw new LettersException(
                    Obstacle.UNSAFE,
                    queue + " was not declared by Warren: its delivery limit (" + limit
                            + ") lets the broker drop letters that are looked at. " + WAY_OUT);
        }
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
