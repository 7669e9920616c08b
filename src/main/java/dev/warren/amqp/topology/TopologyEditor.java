package dev.warren.amqp.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.connection.Errand;
import dev.warren.amqp.topology.Topology.Binding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Changes what is on the broker, for commands. All of it throws {@link TopologyException} where the broker refuses it or nothing is
 * there, and {@link IOException} where the broker can't be reached or does not answer; their messages are for people.
 */
public final class TopologyEditor {

    private static final String PURPOSE = "command";

    private final Connections connections;

    public TopologyEditor(Connections connections) {
        this.connections = connections;
    }

    /** A queue as it is found. */
    public record Found(String name, long ready, long consumers) {}

    /** Looks for a queue; empty if there is none. */
    public Optional<Found> find(String queue) throws IOException, TopologyException {
        return run(connection -> find(connection, queue));
    }

    /** Declares all that is not there yet. */
    public void declare(Topology topology) throws IOException, TopologyException {
        run(connection -> {
            TopologyDeclaration.apply(connection, topology);
            return null;
        });
    }

    /** No worker runs tasks of the queue, from soon on. */
    public void pause(String queue) throws IOException, TopologyException {
        run(connection -> {
            PauseFlag.set(connection, queue);
            return null;
        });
    }

    /** Workers run its tasks again, from soon on. */
    public void resume(String queue) throws IOException, TopologyException {
        run(connection -> {
            PauseFlag.clear(connection, queue);
            return null;
        });
    }

    /** Whether its workers are told to run none of its tasks; false too where nobody has ever paused a queue. */
    public boolean isPaused(String queue) throws IOException, TopologyException {
        return run(connection -> {
            try {
                return PauseFlag.isSet(connection, queue);
            } catch (IOException | ShutdownSignalException e) {
                if (Causes.isNotFound(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Removes all tasks that wait in the queue, for good. */
    public long purge(String queue) throws IOException, TopologyException {
        return run(connection -> answered("queue '" + queue + "'", connection, channel ->
                (long) channel.queuePurge(queue).getMessageCount()));
    }

    /**
     * Deletes a queue, with what waits in it only if forced.
     *
     * @return how many messages were deleted with it
     * @throws TopologyException too if it is not empty or somebody consumes it, and this is not forced
     */
    public long delete(String queue, boolean force) throws IOException, TopologyException {
        String what = "queue '" + queue + "'";
        if (force) {
            return run(connection -> answered(what, connection, channel -> delete(channel, queue, false)));
        }
        try {
            return run(connection -> answered(what, connection, channel -> delete(channel, queue, true)));
        } catch (IOException e) {
            if (!Causes.isNotImplemented(e)) {
                throw e;
            }
        }
        // Quorum queues and streams can't do that in one: they are looked at first.
        Optional<Found> found = find(queue);
        if (found.isPresent() && (found.get().ready() > 0 || found.get().consumers() > 0)) {
            throw TopologyException.inUse(what, found.get());
        }
        if (!isEmpty(what, queue)) {
            throw TopologyException.inUse(what, find(queue).orElse(new Found(queue, 1, 0)));
        }
        return run(connection -> answered(what, connection, channel -> delete(channel, queue, false)));
    }

    /** Of a quorum queue without a leader RabbitMQ says that it is empty; this is for the queue itself to answer. */
    private boolean isEmpty(String what, String queue) throws IOException, TopologyException {
        try {
            return run(connection -> answered(
                    what + " is not deleted, for it can't be asked whether it is empty",
                    connection,
                    channel -> channel.basicGet(queue, false) == null));
        } catch (IOException e) {
            if (Causes.isNotImplemented(e)) {
                return true; // a stream, which has said so
            }
            throw new IOException(
                    what + " is not deleted, for it does not say whether it is empty: " + Causes.describe(e), e);
        }
    }

    /** Deletes an exchange; refused while anything is bound to it, unless forced. */
    public void deleteExchange(String exchange, boolean force) throws IOException, TopologyException {
        run(connection -> answered("exchange '" + exchange + "'", connection, channel -> {
            // Deleting what is not there is no error to RabbitMQ, but one to whoever has mistyped a name.
            channel.exchangeDeclarePassive(exchange);
            return channel.exchangeDelete(exchange, !force);
        }));
    }

    /** Binds a queue or an exchange to an exchange. */
    public void bind(Binding binding) throws IOException, TopologyException {
        declare(new Topology(List.of(), List.of(), List.of(binding)));
    }

    /** Removes such bindings; one that is not there is none. */
    public void unbind(List<Binding> bindings) throws IOException, TopologyException {
        run(connection -> {
            for (Binding binding : bindings) {
                answered(
                        "the binding to exchange '" + binding.exchange() + "'",
                        connection,
                        channel -> unbind(channel, binding));
            }
            return null;
        });
    }

    private static AMQP.Queue.UnbindOk unbind(Channel channel, Binding binding) throws IOException {
        if (binding.type() == Topology.Target.QUEUE) {
            return channel.queueUnbind(binding.target(), binding.exchange(), binding.key(), binding.arguments());
        }
        channel.exchangeUnbind(binding.target(), binding.exchange(), binding.key(), binding.arguments());
        return null;
    }

    private static long delete(Channel channel, String queue, boolean onlyIfOfNoUse) throws IOException {
        return channel.queueDelete(queue, onlyIfOfNoUse, onlyIfOfNoUse).getMessageCount();
    }

    private static Optional<Found> find(Connection connection, String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            AMQP.Queue.DeclareOk there = channel.queueDeclarePassive(queue);
            return Optional.of(new Found(queue, there.getMessageCount(), there.getConsumerCount()));
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private interface Request<T> {
        T on(Channel channel) throws IOException;
    }

    private static <T> T answered(String what, Connection connection, Request<T> request)
            throws IOException, TimeoutException, TopologyException {
        try (Channel channel = connection.createChannel()) {
            return request.on(channel);
        } catch (IOException e) {
            if (!connection.isOpen()) {
                throw e;
            }
            throw TopologyException.refused(what, Causes.closeOf(e).orElseThrow(() -> e));
        }
    }

    private <T> T run(Errand<T, TopologyException> errand) throws IOException, TopologyException {
        try {
            return Errand.run(connections, PURPOSE, errand);
        } catch (IOException e) {
            // Some refusals close the whole connection; it is the command's own.
            Optional<String> refusal = Causes.closeOf(e).filter(Causes::isOfTheCaller);
            if (refusal.isPresent()) {
                throw TopologyException.refused(refusal.get());
            }
            throw e;
        }
    }
}
