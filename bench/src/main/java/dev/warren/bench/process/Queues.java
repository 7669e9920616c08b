package dev.warren.bench.process;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The queues that the benchmark fills, looks at and removes. */
public final class Queues implements AutoCloseable {

    private static final int WINDOW = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;

    public Queues(String amqpUrl) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqpUrl);
        factory.setAutomaticRecoveryEnabled(false);
        try {
            connection = factory.newConnection("bench");
        } catch (IOException | TimeoutException e) {
            String where = amqpUrl.replaceAll("//.*@", "//"); // without the password
            throw new IOException("no connection to " + where + ": " + e, e);
        }
    }

    /** The broker's product and version. */
    public String broker() {
        Map<String, Object> properties = connection.getServerProperties();
        return properties.get("product") + " " + properties.get("version");
    }

    /**
     * Puts persistent messages into a queue that is there.
     *
     * @param type of all of them, or empty
     */
    public void fill(String queue, int tasks, int payload, String type) throws Exception {
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(2)
                .contentType("application/octet-stream")
                .type(type.isEmpty() ? null : type)
                .build();
        byte[] body = new byte[payload];
        try (Channel channel = connection.createChannel()) {
            AtomicBoolean lost = new AtomicBoolean();
            channel.addReturnListener(unroutable -> lost.set(true));
            channel.confirmSelect();
            for (int task = 1; task <= tasks; task++) {
                channel.basicPublish("", queue, true, properties, body);
                if (task % WINDOW == 0 || task == tasks) {
                    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
                }
            }
            if (lost.get()) {
                throw new IOException("there is no queue " + queue);
            }
        }
    }

    /** How many tasks wait in it. */
    public long waiting(String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            return channel.queueDeclarePassive(queue).getMessageCount();
        }
    }

    public void purge(String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queuePurge(queue);
        }
    }

    /** Removes it, if it is there. */
    public void delete(String queue) {
        try (Channel channel = connection.createChannel()) {
            channel.queueDelete(queue);
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            if (connection.isOpen()) {
                System.err.println("bench: queue " + queue + " could not be deleted: " + e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
