package dev.warren.bench.rivals.smallrye;

import static dev.warren.bench.rivals.Measured.number;

import com.rabbitmq.client.Connection;
import dev.warren.bench.rivals.Measured;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the application and submits tasks to it over HTTP, on as many connections as there are to be under way. */
public final class Submit {

    private static final List<String> APPLICATION = List.of(
            System.getProperty("java.home") + "/bin/java", "-Xmx512m", "-jar", "target/quarkus-app/quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    public static void main(String... arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(Submit::fail);
        try (Connection connection = Fill.connect()) {
            Fill.declareQueue(connection.createChannel());
        }
        Process application = new ProcessBuilder(APPLICATION).start();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> application.destroyForcibly().onExit().join()));
        drive(port(application.errorReader()), Measured.of(application.toHandle()));
        System.exit(0);
    }

    private static void drive(int port, Measured measured) throws Exception {
        AtomicInteger unsent = new AtomicInteger(number("BENCH_TASKS"));
        CountDownLatch done = new CountDownLatch(1);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        for (int i = 0; i < number("BENCH_WINDOW"); i++) {
            client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> new Submitter(socket, unsent, measured, done::countDown).submit())
                    .onFailure(failure -> fail(Thread.currentThread(), failure));
        }
        done.await();
        System.out.println(measured.result());
    }

    private static int port(BufferedReader log) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            System.err.println(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread rest = new Thread(() -> log.lines().forEach(System.err::println));
                rest.setDaemon(true);
                rest.start();
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("the application ended without listening");
    }

    static void fail(Thread thread, Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }
}
