package dev.warren.gateway.follow;

import dev.warren.amqp.subscribe.Message;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How much memory a message takes: not exactly, and rather too much than too little. */
final class MessageSize {

    /** The message, its parts and its place among others, all of them empty. */
    static final int EMPTY = 512;

    /** A value in a table or a list, with what holds it. */
    private static final int VALUE = 64;

    private MessageSize() {}

    static long of(Message message) {
        long properties = Stream.of(
                        message.id(),
                        message.type(),
                        message.contentType(),
                        message.contentEncoding(),
                        message.correlationId(),
                        message.replyTo())
                .flatMap(Optional::stream)
                .mapToLong(MessageSize::of)
                .sum();
        return EMPTY
                + of(message.exchange())
                + of(message.key())
                + properties
                + of(message.headers())
                + message.body().length;
    }

    private static long of(String text) {
        return 2L * text.length(); // if a single one of its characters is beyond Latin-1
    }

    private static long of(Map<?, ?> table) {
        return table.entrySet().stream()
                .mapToLong(entry -> ofValue(entry.getKey()) + ofValue(entry.getValue()))
                .sum();
    }

    private static long ofValue(Object value) {
        if (value instanceof String text) {
            return VALUE + of(text);
        }
        if (value instanceof byte[] bytes) {
            return VALUE + bytes.length;
        }
        if (value instanceof Map<?, ?> table) {
            return VALUE + of(table);
        }
        if (value instanceof Collection<?> list) {
            return VALUE + list.stream().mapToLong(MessageSize::ofValue).sum();
        }
        return VALUE;
    }
}
