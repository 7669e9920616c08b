package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Topology.Binding;
import dev.warren.amqp.Topology.Exchange;
import dev.warren.amqp.Topology.Queue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a {@link Topology} on the broker; repeating it changes nothing. */
final class TopologyDeclaration {

    /** As RabbitMQ words it, {@code rabbit_misc:assert_args_equivalence1/4}. */
    private static final Pattern INEQUIVALENT = Pattern.compile(
            "inequivalent arg '(?<argument>[^']*)' for .*: received (?<ours>.*) but current is (?<theirs>.*)",
            Pattern.DOTALL);

    /** RabbitMQ's way of quoting values. */
    private static final Pattern VALUE = Pattern.compile("(?:the value )?'(?<value>[^']*)'(?: of type '[^']*')?");

    private TopologyDeclaration() {}

    /** @throws TopologyException if something there differs or is missing; the connection can be used further */
    static void apply(Connection connection, Topology topology)
            throws IOException, TimeoutException, TopologyException {
        for (Queue queue : topology.queues()) {
            declare(connection, queue);
        }
        try (Channel channel = connection.createChannel()) {
            for (Exchange exchange : topology.exchanges()) {
                declare(channel, exchange);
            }
            for (Binding binding : topology.bindings()) {
                channel.queueBind(binding.queue(), binding.exchange(), binding.key());
            }
        }
    }

    private static void declare(Channel channel, Exchange exchange) throws IOException, TopologyException {
        try {
            channel.exchangeDeclare(exchange.name(), exchange.type(), true);
        } catch (IOException e) {
            throw explain("exchange", exchange.name(), e);
        }
    }

    /** Each queue on a channel of its own, for a refusal closes the channel. */
    private static void declare(Connection connection, Queue queue)
            throws IOException, TimeoutException, TopologyException {
        try (Channel channel = connection.createChannel()) {
            if (queue.declared()) {
                channel.queueDeclare(queue.name(), true, false, false, queue.arguments());
            } else {
                channel.queueDeclarePassive(queue.name());
            }
        } catch (IOException e) {
            if (!queue.declared()) {
                throw missing(queue.name(), e);
            }
            declare(connection, withConsumerTimeoutAsItIs(queue, e));
        }
    }

    /**
     * Changing a time-out must not need a new queue, so this one argument may differ: the consumer brings its own.
     *
     * @throws TopologyException if it was about something else
     */
    private static Queue withConsumerTimeoutAsItIs(Queue queue, IOException refusal)
            throws IOException, TopologyException {
        Matcher mismatch = mismatch(refusal);
        if (!mismatch.find() || !mismatch.group("argument").equals(Topology.CONSUMER_TIMEOUT)) {
            throw explain("queue", queue.name(), refusal);
        }
        Map<String, Object> arguments = new LinkedHashMap<>(queue.arguments());
        String theirs = value(mismatch.group("theirs"));
        if (theirs.equals("none")) {
            arguments.remove(Topology.CONSUMER_TIMEOUT);
        } else {
            arguments.put(Topology.CONSUMER_TIMEOUT, Long.parseLong(theirs));
        }
        return new Queue(queue.name(), true, arguments);
    }

    private static TopologyException missing(String queue, IOException cause) throws IOException {
        if (Causes.closeOf(cause).filter(text -> text.startsWith("NOT_FOUND")).isEmpty()) {
            throw cause;
        }
        return new TopologyException(
                "queue '" + queue + "' is configured as existing (warren.queues." + queue
                        + ".kind=existing), but is not"
                        + " there; declare it, or let Warren do so with kind=quorum or kind=classic",
                cause);
    }

    private static TopologyException explain(String what, String name, IOException cause) throws IOException {
        Matcher mismatch = mismatch(cause);
        if (!mismatch.find()) {
            throw cause;
        }
        String waysOut = what.equals("queue")
                ? "set warren.queues." + name + " to what is there, or consume it as it is with warren.queues." + name
                        + ".kind=existing, or drain and delete it on the broker so that it is declared anew"
                : "delete it on the broker so that it is declared anew, or use another virtual host";
        return new TopologyException(
                "%s '%s' is on the broker with another %s: %s there, %s configured; ways out: %s"
                        .formatted(
                                what,
                                name,
                                mismatch.group("argument"),
                                value(mismatch.group("theirs")),
                                value(mismatch.group("ours")),
                                waysOut),
                cause);
    }

    private static Matcher mismatch(IOException refusal) {
        return INEQUIVALENT.matcher(Causes.closeOf(refusal).orElse(""));
    }

    private static String value(String words) {
        Matcher value = VALUE.matcher(words);
        return value.matches() ? value.group("value") : words;
    }
}
