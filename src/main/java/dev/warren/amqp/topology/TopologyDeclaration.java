package dev.warren.amqp.topology;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Exchange;
import dev.warren.amqp.topology.Topology.Queue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Puts a {@link Topology} on the broker; repeating it changes nothing. */
public final class TopologyDeclaration implements AutoCloseable {

    private final Connection connection;
    private Channel channel;

    private TopologyDeclaration(Connection connection) {
        this.connection = connection;
    }

    /** @throws TopologyException if something there differs or is missing; the connection can be used further */
    public static void apply(Connection connection, Topology topology)
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
    public static List<TopologyException> applyWhatFits(Connection connection, Topology topology)
            throws IOException, TimeoutException {
        try (TopologyDeclaration declaration = new TopologyDeclaration(connection)) {
            return declaration.apply(topology);
        }
    }

    private List<TopologyException> apply(Topology topology) throws IOException, TimeoutException {
        List<TopologyException> mismatches = new ArrayList<>();
        Set<String> unusable = new HashSet<>();
        for (Exchange exchange : topology.exchanges()) {
            declare(exchange).ifPresent(mismatch -> {
                mismatches.add(mismatch);
                unusable.add(exchange.name());
            });
        }
        for (Queue queue : topology.queues()) {
            declareOrCheck(queue).ifPresent(mismatch -> {
                mismatches.add(mismatch);
                unusable.add(queue.name());
            });
        }
        for (Binding binding : topology.bindings()) {
            if (!unusable.contains(binding.target()) && !unusable.contains(binding.exchange())) {
                declare(binding).ifPresent(mismatches::add);
            }
        }
        return mismatches;
    }

    /** All declarations share one channel, until a refusal closes it. */
    private Channel channel() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = connection.createChannel();
        }
        return channel;
    }

    @Override
    public void close() throws IOException, TimeoutException {
        if (channel != null && channel.isOpen()) {
            channel.close();
        }
    }

    /** What the broker may refuse. */
    private interface Declaration {
        void on(Channel channel) throws IOException;
    }

    /** @throws IOException too if it broke the connection: then nothing more can be declared on it */
    private Optional<Mismatch> refusal(Declaration declaration) throws IOException {
        try {
            declaration.on(channel());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    Mismatch.of(e).filter(refused -> connection.isOpen()).orElseThrow(() -> e));
        }
    }

    private Optional<TopologyException> declare(Exchange exchange) throws IOException {
        Optional<String> tooLong = ShortStrings.tooLong(Stream.of(exchange.name(), exchange.type()));
        if (tooLong.isPresent()) {
            return Optional.of(TopologyException.tooLong(exchange, tooLong.get()));
        }
        return refusal(on -> on.exchangeDeclare(exchange.name(), exchange.type(), true, false, exchange.arguments()))
                .map(mismatch -> TopologyException.of(exchange, mismatch));
    }

    private Optional<TopologyException> declare(Binding binding) throws IOException {
        Optional<String> tooLong = ShortStrings.tooLong(Stream.concat(
                Stream.of(binding.exchange(), binding.target(), binding.key()), binding.arguments().keySet().stream()));
        if (tooLong.isPresent()) {
            return Optional.of(TopologyException.tooLong(binding, tooLong.get()));
        }
        return refusal(on -> {
                    switch (binding.type()) {
                        case QUEUE ->
                            on.queueBind(binding.target(), binding.exchange(), binding.key(), binding.arguments());
                        case EXCHANGE ->
                            on.exchangeBind(binding.target(), binding.exchange(), binding.key(), binding.arguments());
                    }
                })
                .map(refusal -> TopologyException.of(binding, refusal));
    }

    private Optional<TopologyException> declareOrCheck(Queue queue) throws IOException {
        Optional<String> tooLong = ShortStrings.tooLong(Stream.of(queue.name()));
        if (tooLong.isPresent()) {
            return Optional.of(TopologyException.tooLong(queue, tooLong.get()));
        }
        return queue.declared() ? declare(queue) : check(queue);
    }

    private Optional<TopologyException> declare(Queue queue) throws IOException {
        Optional<Mismatch> mismatch = declare(queue.name(), queue.arguments());
        if (mismatch.isPresent() && mismatch.get().argument().equals(Topology.CONSUMER_TIMEOUT)) {
            // Changing a time-out must not need a new queue: the consumer brings its own.
            String there = mismatch.get().there();
            mismatch = there.equals(Mismatch.UNKNOWN)
                    ? Optional
                            .empty() // RabbitMQ 4.3 compares it after all else that Warren says of a queue: the rest is
                    // the same
                    : declare(queue.name(), withConsumerTimeout(queue, there));
        }
        if (mismatch.isEmpty()) {
            return Optional.empty();
        }
        // A queue of another type differs in much, of which RabbitMQ names any: the type is what people need to know.
        Optional<Mismatch> ofType = declare(
                        queue.name(), Map.of(Topology.TYPE, queue.arguments().get(Topology.TYPE)))
                .filter(other -> other.argument().equals(Topology.TYPE));
        return Optional.of(TopologyException.of(queue, ofType.orElse(mismatch.get())));
    }

    private Optional<Mismatch> declare(String queue, Map<String, Object> arguments) throws IOException {
        return refusal(on -> on.queueDeclare(queue, true, false, false, arguments));
    }

    private static Map<String, Object> withConsumerTimeout(Queue queue, String there) {
        Map<String, Object> arguments = new LinkedHashMap<>(queue.arguments());
        arguments.remove(Topology.CONSUMER_TIMEOUT);
        if (there.chars().allMatch(Character::isDigit)) {
            arguments.put(Topology.CONSUMER_TIMEOUT, Long.parseLong(there));
        }
        return arguments;
    }

    private Optional<TopologyException> check(Queue queue) throws IOException {
        try {
            channel().queueDeclarePassive(queue.name());
            return Optional.empty();
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return Optional.of(TopologyException.missing(queue));
            }
            // 4.3 lets nobody look who has no permission at all; no version one whose queue is exclusive to another
            // connection.
            String words =
                    Causes.closeOf(e).filter(close -> connection.isOpen()).orElseThrow(() -> e);
            return Optional.of(TopologyException.refused("queue '" + queue.name() + "'", words));
        }
    }
}
