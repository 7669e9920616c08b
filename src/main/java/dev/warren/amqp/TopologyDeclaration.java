package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Topology.Binding;
import dev.warren.amqp.Topology.Exchange;
import dev.warren.amqp.Topology.Queue;
import java.io.IOException;
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
        try (Channel channel = connection.createChannel()) {
            for (Exchange exchange : topology.exchanges()) {
                declare(channel, exchange);
            }
            for (Queue queue : topology.queues()) {
                declare(channel, queue);
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

    private static void declare(Channel channel, Queue queue) throws IOException, TopologyException {
        try {
            if (queue.declared()) {
                channel.queueDeclare(queue.name(), true, false, false, queue.arguments());
            } else {
                channel.queueDeclarePassive(queue.name());
            }
        } catch (IOException e) {
            throw queue.declared() ? explain("queue", queue.name(), e) : missing(queue.name(), e);
        }
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
        Matcher mismatch = INEQUIVALENT.matcher(Causes.closeOf(cause).orElse(""));
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

    private static String value(String words) {
        Matcher value = VALUE.matcher(words);
        return value.matches() ? value.group("value") : words;
    }
}
