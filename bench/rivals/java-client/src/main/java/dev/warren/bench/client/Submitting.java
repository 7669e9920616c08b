package dev.warren.bench.client;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.warren.bench.rivals.Measured;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes persistent, mandatory messages, each with its confirm, a window of them under way. */
final class Submitting {

    private static final int WINDOW_TO_FILL_WITH = 1000;

    private Submitting() {}

    static void submit(Settings settings) throws Exception {
        Measured measured = Measured.here();
        publish(settings, settings.window(), measured::done);
        System.out.println(measured.result());
    }

    static void fill(Settings settings) throws Exception {
        AtomicInteger left = new AtomicInteger(settings.tasks());
        publish(settings, WINDOW_TO_FILL_WITH, nanos -> left.decrementAndGet() == 0);
    }

    /** Whether that was the last one. */
    private interface Confirmed {
        boolean isLast(long tookNanos);
    }

    private static void publish(Settings settings, int size, Confirmed confirmed) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        byte[] payload = new byte[settings.payload()];
        try (Connection connection = settings.connect();
                Channel channel = connection.createChannel()) {
            settings.declareQueue(channel);
            channel.confirmSelect();
            Window window = new Window(size, nanos -> {
                if (confirmed.isLast(nanos)) {
                    last.countDown();
                }
            });
            channel.addConfirmListener(window);
            for (int task = 0; task < settings.tasks(); task++) {
                window.enter(channel.getNextPublishSeqNo());
                channel.basicPublish("", settings.queue(), true, MessageProperties.PERSISTENT_BASIC, payload);
            }
            last.await();
        }
    }
}
