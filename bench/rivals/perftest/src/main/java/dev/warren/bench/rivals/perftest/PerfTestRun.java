package dev.warren.bench.rivals.perftest;

import static dev.warren.bench.rivals.Measured.number;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.perf.MulticastParams;
import com.rabbitmq.perf.MulticastSet;
import dev.warren.bench.rivals.Measured;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A producer or a consumer of PerfTest, with counters of our own, for its own know no warm-up. */
public final class PerfTestRun {

    private static final String URL = System.getenv("BENCH_AMQP_URL");
    private static final String QUEUE = System.getenv("BENCH_QUEUE");

    public static void main(String... arguments) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err);
        Thread.setDefaultUncaughtExceptionHandler(PerfTestRun::fail);
        Measured measured = Measured.here();
        if (arguments[0].equals("work")) {
            run(consumer(), measured);
        } else {
            declareQueue();
            run(producer(), measured);
        }
        results.println(measured.result());
        System.exit(0);
    }

    /** Whichever thread it was in: those of the client would keep the process alive. */
    private static void fail(Thread thread, Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }

    private static void declareQueue() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(URL);
        try (Connection connection = factory.newConnection()) {
            Map<String, Object> arguments = Map.of("x-queue-type", System.getenv("BENCH_KIND"));
            connection.createChannel().queueDeclare(QUEUE, true, false, false, arguments);
        }
    }

    /** As {@code --producers 1 --consumers 0 --pmessages TASKS --confirm WINDOW --size PAYLOAD}. */
    private static MulticastParams producer() {
        MulticastParams params = client(1, 0);
        params.setProducerMsgCount(number("BENCH_TASKS"));
        params.setConfirm(number("BENCH_WINDOW"));
        params.setMinMsgSize(number("BENCH_PAYLOAD"));
        return params;
    }

    /** As {@code --producers 0 --consumers 1 --cmessages TASKS --qos PREFETCH}. */
    private static MulticastParams consumer() {
        MulticastParams params = client(0, 1);
        params.setConsumerMsgCount(number("BENCH_TASKS"));
        params.setConsumerPrefetch(number("BENCH_PREFETCH"));
        return params;
    }

    /** As {@code --queue QUEUE --exchange "" --predeclared --flag persistent}. */
    private static MulticastParams client(int producers, int consumers) {
        MulticastParams params = new MulticastParams();
        params.setProducerCount(producers);
        params.setConsumerCount(consumers);
        params.setExchangeName("");
        params.setRoutingKey(QUEUE);
        params.setQueueNames(List.of(QUEUE));
        params.setPredeclared(true);
        params.setFlags(List.of("persistent"));
        return params;
    }

    private static void run(MulticastParams params, Measured measured) throws Exception {
        // PerfTest says when all is sent, or acknowledged, but not when all is confirmed.
        CountDownLatch done = new CountDownLatch(2);
        var completion = new MulticastSet.CompletionHandler() {
            @Override
            public void waitForCompletion() throws InterruptedException {
                done.await();
            }

            @Override
            public void countDown(String reason) {
                done.countDown();
            }
        };
        Counters counters = new Counters(measured, done::countDown);
        new MulticastSet(counters, new ConnectionFactory(), params, List.of(URL), completion).run();
    }
}
