package dev.warren.bench.rivals.smallrye;

import static dev.warren.bench.rivals.Measured.number;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.util.Map;

/** Declares the queue, and has tasks in it quickly: with the Java client, without HTTP. */
public final class Fill {

    private static final String QUEUE = System.getenv("BENCH_QUEUE");
    private static final int WINDOW = 1000;

    public static void main(String... arguments) throws Exception {
        try (Connection connection = connect()) {
            Channel channel = connection.createChannel();
            declareQueue(channel);
            channel.confirmSelect();
            byte[] payload = new byte[number("BENCH_PAYLOAD")];
            for (int sent = 1; sent <= number("BENCH_TASKS"); sent++) {
                channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, payload);
                if (sent % WINDOW == 0) {
                    channel.waitForConfirmsOrDie();
                }
            }
            channel.waitForConfirmsOrDie();
        }
    }

    static Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(System.getenv("BENCH_AMQP_URL"));
        return factory.newConnection();
    }

    static void declareQueue(Channel channel) throws Exception {
        channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", System.getenv("BENCH_KIND")));
    }
}
