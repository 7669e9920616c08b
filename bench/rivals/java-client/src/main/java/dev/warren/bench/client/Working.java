package dev.warren.bench.client;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** Hands each delivery to a thread of its own, which does nothing but acknowledge it. */
final class Working {

    private Working() {}

    static void work(Settings settings) throws Exception {
        Stopwatch stopwatch = new Stopwatch(settings);
        consume(settings, () -> stopwatch.done(0));
        System.out.println(stopwatch.result(false));
    }

    static void start(Settings settings) throws Exception {
        consume(settings, () -> true);
        double seconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
        System.out.println(String.format(Locale.ROOT, "{\"tasks\":1,\"seconds\":%.3f}", seconds));
    }

    /** Whether what was done was the last task. */
    interface Done {
        boolean isLast();
    }

    private static void consume(Settings settings, Done done) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        ExecutorService threads = Threads.forTasks(settings.slots());
        try (Connection connection = settings.connect();
                Channel channel = connection.createChannel()) {
            settings.declareQueue(channel);
            channel.basicQos(settings.prefetch());
            channel.basicConsume(settings.queue(), false, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                    threads.execute(() -> {
                        acknowledge(channel, envelope.getDeliveryTag());
                        if (done.isLast()) {
                            last.countDown();
                        }
                    });
                }
            });
            last.await();
        } finally {
            threads.shutdown();
        }
    }

    static void acknowledge(Channel channel, long tag) {
        try {
            channel.basicAck(tag, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
