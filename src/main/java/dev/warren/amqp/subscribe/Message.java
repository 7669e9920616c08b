package dev.warren.amqp.subscribe;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import dev.warren.amqp.message.HeaderValues;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/**
 * A message as an exchange gave it out. Everybody's, so that anything but the first two can be absent.
 *
 * @param exchange the exchange it was published to, which may be one in front of the one that gave it out
 * @param key its routing key
 * @param timestamp to the second, as AMQP keeps it
 * @param headers values are what AMQP tables hold: {@code String}, {@code byte[]}, numbers, {@code Boolean}, {@code
 *     java.util.Date}, and lists and maps of these
 * @param body not copied, so it must not be changed
 */
public record Message(
        String exchange,
        String key,
        Optional<String> id,
        Optional<String> type,
        Optional<String> contentType,
        Optional<String> contentEncoding,
        Optional<Instant> timestamp,
        Optional<String> correlationId,
        Optional<String> replyTo,
        Map<String, Object> headers,
        byte[] body) {

    static Message read(Envelope envelope, BasicProperties properties, byte[] body) {
        return new Message(
                envelope.getExchange(),
                envelope.getRoutingKey(),
                Optional.ofNullable(properties.getMessageId()),
                Optional.ofNullable(properties.getType()),
                Optional.ofNullable(properties.getContentType()),
                Optional.ofNullable(properties.getContentEncoding()),
                Optional.ofNullable(properties.getTimestamp()).map(Date::toInstant),
                Optional.ofNullable(properties.getCorrelationId()),
                Optional.ofNullable(properties.getReplyTo()),
                HeaderValues.read(properties.getHeaders()),
                body);
    }
}
