package dev.warren.bench.client;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;

/** What is to be measured, as the harness says it in the environment. */
record Settings(
        String amqpUrl,
        String queue,
        String kind,
        int tasks,
        int warmUp,
        int payload,
        int window,
        int prefetch,
        int slots,
        int perSecond,
        int behind) {

    private static final int LEAST_WARM_UP = 500;

    static Settings ofEnvironment() {
        int tasks = number("TASKS", 10_000);
        int prefetch = number("PREFETCH", 10);
        return new Settings(
                text("AMQP_URL", "amqp://127.0.0.1"),
                text("QUEUE", "bench-java-client"),
                text("KIND", "quorum"),
                tasks,
                number("WARMUP", Math.min(tasks / 2, Math.max(LEAST_WARM_UP, tasks / 10))),
                number("PAYLOAD", 256),
                number("WINDOW", 64),
                prefetch,
                number("SLOTS", prefetch),
                number("RATE", 1000),
                number("BEHIND", 0));
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

    private static String text(String name, String otherwise) {
        return System.getenv().getOrDefault("BENCH_" + name, otherwise);
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }
}
