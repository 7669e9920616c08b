package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Topology.Binding;
import dev.warren.amqp.Topology.Exchange;
import dev.warren.amqp.Topology.Queue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Puts a {@link Topology} on the broker; repeating it changes nothing. */
final class TopologyDeclaration {

    private TopologyDeclaration() {}

    /** @throws TopologyException if something there differs or is missing; the connection can be used further */
    static void apply(Connection connection, Topology topology)
            throws IOException, TimeoutException, TopologyException {
        List<TopologyException> mismatches = applyWhatFits(connection, topology);
        if (!mismatches.isEmpty()) {
            throw mismatches.get(0);
        }
    }

    /**
     * Declares all that can be, so that one wrong queue leaves the others usable.
     *
     * @return what is on the broker in another way
     */
    static List<TopologyException> applyWhatFits(Connection connection, Topology topology)
            throws IOException, TimeoutException {
        List<TopologyException> mismatches = new ArrayList<>();
        Set<String> unusable = new HashSet<>();
        for (Exchange exchange : topology.exchanges()) {
            declare(connection, exchange).ifPresent(mismatch -> {
                mismatches.add(mismatch);
                unusable.add(exchange.name());
            });
        }
        for (Queue queue : topology.queues()) {
            (queue.declared() ? declare(connection, queue) : check(connection, queue)).ifPresent(mismatch -> {
                mismatches.add(mismatch);
                unusable.add(queue.name());
            });
        }
        try (Channel channel = connection.createChannel()) {
            for (Binding binding : topology.bindings()) {
                if (!unusable.contains(binding.queue()) && !unusable.contains(binding.exchange())) {
                    channel.queueBind(binding.queue(), binding.exchange(), binding.key());
                }
            }
        }
        return mismatches;
    }

    /** What is done on a channel of its own, for a refusal closes the channel. */
    private interface Declaration {
        void on(Channel channel) throws IOException;
    }

    private static Optional<Mismatch> refusal(Connection connection, Declaration declaration)
            throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            declaration.on(channel);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Mismatch.of(e).orElseThrow(() -> e));
        }
    }

    private static Optional<TopologyException> declare(Connection connection, Exchange exchange)
            throws IOException, TimeoutException {
        return refusal(connection, channel -> channel.exchangeDeclare(exchange.name(), exchange.type(), true))
                .map(mismatch -> TopologyException.of(exchange, mismatch));
    }

    private static Optional<TopologyException> declare(Connection connection, Queue queue)
            throws IOException, TimeoutException {
        Optional<Mismatch> mismatch = declare(connection, queue.name(), queue.arguments());
        if (mismatch.isPresent() && mismatch.get().argument().equals(Topology.CONSUMER_TIMEOUT)) {
            // Changing a time-out must not need a new queue: the consumer brings its own.
            mismatch = declare(
                    connection,
                    queue.name(),
                    withConsumerTimeout(queue, mismatch.get().there()));
        }
        if (mismatch.isEmpty()) {
            return Optional.empty();
        }
        // A queue of another type differs in much, of which RabbitMQ names any: the type is what people need to know.
        Optional<Mismatch> ofType = declare(
                        connection,
                        queue.name(),
                        Map.of(Topology.TYPE, queue.arguments().get(Topology.TYPE)))
                .filter(other -> other.argument().equals(Topology.TYPE));
        return Optional.of(TopologyException.of(queue, ofType.orElse(mismatch.get())));
    }

    private static Optional<Mismatch> declare(Connection connection, String queue, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        return refusal(connection, channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    private static Map<String, Object> withConsumerTimeout(Queue queue, String there) {
        Map<String, Object> arguments = new LinkedHashMap<>(queue.arguments());
        arguments.remove(Topology.CONSUMER_TIMEOUT);
        if (there.chars().allMatch(Character::isDigit)) {
            arguments.put(Topology.CONSUMER_TIMEOUT, Long.parseLong(there));
        }
        return arguments;
    }

    private static Optional<TopologyException> check(Connection connection, Queue queue)
            throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclarePassive(queue.name());
            return Optional.empty();
        } catch (IOException e) {
            if (Causes.closeOf(e).filter(text -> text.startsWith("NOT_FOUND")).isPresent()) {
                return Optional.of(TopologyException.missing(queue));
            }
            throw e;
        }
    }
}
