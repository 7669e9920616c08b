package dev.warren.bench.client;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import dev.warren.bench.rivals.Measured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/** Publishes at a fixed rate and consumes it again: how long a task takes from being published to being started. */
final class Relaying {

    private Relaying() {}

    static void relay(Settings settings) throws Exception {
        Measured measured = Measured.here();
        CountDownLatch last = new CountDownLatch(1);
        ExecutorService threads = Threads.forTasks(settings.slots());
        try (Connection publishing = settings.connect();
                Connection consuming = settings.connect();
                Channel out = publishing.createChannel();
                Channel in = consuming.createChannel()) {
            settings.declareQueue(out);
            out.confirmSelect();
            Working.consume(
                    in,
                    settings,
                    (envelope, body) -> threads.execute(() -> {
                        long took = System.nanoTime() - ByteBuffer.wrap(body).getLong();
                        Working.acknowledge(in, envelope);
                        if (measured.done(took)) {
                            last.countDown();
                        }
                    }));
            publish(settings, out);
            last.await();
        } finally {
            threads.shutdown();
        }
        System.out.println(measured.result());
    }

    /** Each at its time, whatever became of those before: a late one counts from when it was due. */
    private static void publish(Settings settings, Channel out) throws IOException {
        byte[] payload = new byte[Math.max(Long.BYTES, settings.payload())];
        long begin = System.nanoTime();
        for (int task = 0; task < settings.tasks(); task++) {
            long due = begin + task * 1_000_000_000L / settings.perSecond();
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            ByteBuffer.wrap(payload).putLong(due);
            out.basicPublish("", settings.queue(), true, MessageProperties.PERSISTENT_BASIC, payload);
        }
    }
}
