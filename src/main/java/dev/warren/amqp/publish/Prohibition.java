package dev.warren.amqp.publish;

import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.publish.PublishResult.Forbidden;
import dev.warren.amqp.topology.Destination;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why nobody, or not this user, may publish somewhere, in RabbitMQ's words, which it cuts off at 255 bytes. */
final class Prohibition {

    /** Two of them: internal, no permission. */
    private static final Pattern EXCHANGE =
            Pattern.compile("ACCESS_REFUSED - .*?exchange '(?<where>.*)", Pattern.DOTALL);

    /** By topic permissions, which leave the exchange open to other keys. 3.10 says nothing of the kind of access. */
    private static final Pattern TOPIC =
            Pattern.compile("ACCESS_REFUSED - (?:write )?access to topic '(?<where>.*)", Pattern.DOTALL);

    private static final String AFTER_EXCHANGE = "' in vhost '";
    private static final String CUT_OFF = "...";

    private Prohibition() {}

    /** Where the broker closed the channel because of something sent to the same exchange, with the same key if that was why. */
    static Optional<Forbidden> of(Throwable cause, Destination destination) {
        return Causes.closeOf(cause).flatMap(words -> of(words, destination));
    }

    private static Optional<Forbidden> of(String words, Destination destination) {
        String exchange = destination.exchange();
        String key = destination.routingKey();
        Matcher topic = TOPIC.matcher(words);
        if (topic.matches()) {
            return names(topic.group("where"), key + "' in exchange '" + exchange + AFTER_EXCHANGE)
                    ? Optional.of(new Forbidden(exchange, Optional.of(key)))
                    : Optional.empty();
        }
        Matcher all = EXCHANGE.matcher(words);
        return all.matches() && names(all.group("where"), exchange + AFTER_EXCHANGE)
                ? Optional.of(new Forbidden(exchange))
                : Optional.empty();
    }

    private static boolean names(String words, String where) {
        return words.startsWith(where)
                || words.endsWith(CUT_OFF) && where.startsWith(words.substring(0, words.length() - CUT_OFF.length()));
    }
}
