package dev.warren.bench.client;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;

/** What is to be measured, as the harness says it in the environment; what a verb does not need may be left out. */
record Settings(
        String amqpUrl,
        String queue,
        String kind,
        int tasks,
        int payload,
        int window,
        int prefetch,
        int slots,
        int perSecond) {

    static Settings ofEnvironment() {
        return new Settings(
                text("AMQP_URL"),
                text("QUEUE"),
                text("KIND"),
                number("TASKS"),
                number("PAYLOAD"),
                number("WINDOW"),
                number("PREFETCH"),
                number("SLOTS"),
                number("RATE"));
    }

    Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqpUrl);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("bench java-client");
    }

    void declareQueue(Channel channel) throws Exception {
        channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", kind));
    }

    private static String text(String name) {
        return System.getenv("BENCH_" + name);
    }

    private static int number(String name) {
        return Integer.parseInt(System.getenv().getOrDefault("BENCH_" + name, "1"));
    }
}
