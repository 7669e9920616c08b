package dev.warren.bench.client;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.bench.rivals.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** Hands each delivery to a thread of its own, which does nothing but acknowledge it. */
final class Working {

    private Working() {}

    static void work(Settings settings) throws Exception {
        Measured measured = Measured.here();
        CountDownLatch last = new CountDownLatch(1);
        ExecutorService threads = Threads.forTasks(settings.slots());
        try (Connection connection = settings.connect();
                Channel channel = connection.createChannel()) {
            settings.declareQueue(channel);
            consume(
                    channel,
                    settings,
                    (envelope, body) -> threads.execute(() -> {
                        acknowledge(channel, envelope);
                        if (measured.done()) {
                            last.countDown();
                        }
                    }));
            last.await();
        } finally {
            threads.shutdown();
        }
        System.out.println(measured.result());
    }

    /** What becomes of a delivery. */
    interface Delivered {
        void accept(Envelope envelope, byte[] body);
    }

    static void consume(Channel channel, Settings settings, Delivered delivered) throws IOException {
        channel.basicQos(settings.prefetch());
        channel.basicConsume(settings.queue(), false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                delivered.accept(envelope, body);
            }
        });
    }

    static void acknowledge(Channel channel, Envelope envelope) {
        try {
            channel.basicAck(envelope.getDeliveryTag(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
