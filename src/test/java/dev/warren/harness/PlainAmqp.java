package dev.warren.harness;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.warren.amqp.topology.QueueStat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that knows plain AMQP and nothing of Warren. Each call uses a connection of its own. */
public final class PlainAmqp {

    private static final int PATIENCE_MILLIS = 20_000;

    private final ConnectionFactory factory;

    PlainAmqp(String url) {
        factory = factory(url);
    }

    public static ConnectionFactory factory(String url) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(url);
            factory.setAutomaticRecoveryEnabled(false);
            factory.setConnectionTimeout(PATIENCE_MILLIS);
            factory.setChannelRpcTimeout(PATIENCE_MILLIS);
            return factory;
        } catch (Exception e) {
            throw new IllegalArgumentException("not an AMQP URL: " + url, e);
        }
    }

    /** What to do on a channel. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Channel channel) throws Exception;
    }

    /** Does it on a channel with confirms; waits for those; fails if the broker or the network does. */
    public <T> T call(Work<T> work) {
        Connection connection = null;
        try {
            connection = factory.newConnection("test");
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            T result = work.on(channel);
            channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
            return result;
        } catch (Exception e) {
            throw new IllegalStateException("AMQP: " + e + " " + e.getCause(), e);
        } finally {
            if (connection != null) {
                connection.abort(PATIENCE_MILLIS);
            }
        }
    }

    public void declareQueue(String queue, Map<String, Object> arguments) {
        call(channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    public void deleteQueue(String queue) {
        call(channel -> channel.queueDelete(queue));
    }

    /** How many messages wait in the queue, those with a consumer not counted. */
    public int depth(String queue) {
        return call(channel -> QueueStat.of(channel, queue, Patience.LIMIT)).ready();
    }

    public int consumers(String queue) {
        return call(channel -> QueueStat.of(channel, queue, Patience.LIMIT)).consumers();
    }

    public boolean exists(String queue) {
        try {
            return depth(queue) >= 0;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Publishes persistent messages with these ids as {@code message-id} and as body, through the default exchange. */
    public void publish(String queue, List<String> ids) {
        call(channel -> {
            for (String id : ids) {
                channel.basicPublish("", queue, persistent(id), id.getBytes(StandardCharsets.UTF_8));
            }
            return null;
        });
    }

    public void publish(String queue, BasicProperties properties, byte[] body) {
        call(channel -> {
            channel.basicPublish("", queue, properties, body);
            return null;
        });
    }

    /** Takes everything that waits in the queue, for good. */
    public List<GetResponse> takeAll(String queue) {
        return call(channel -> {
            List<GetResponse> taken = new ArrayList<>();
            for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
                taken.add(got);
            }
            return taken;
        });
    }

    public static BasicProperties persistent(String id) {
        return MessageProperties.PERSISTENT_BASIC.builder().messageId(id).build();
    }
}
