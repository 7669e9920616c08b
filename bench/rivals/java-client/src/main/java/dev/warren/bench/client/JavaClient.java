package dev.warren.bench.client;

import com.rabbitmq.client.impl.ClientVersion;

/** One verb of a rival's contract; see bench/README.md. */
public final class JavaClient {

    private JavaClient() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofEnvironment();
        switch (args.length == 1 ? args[0] : "") {
            case "check" ->
                System.out.println(
                        "amqp-client " + ClientVersion.VERSION + ", Java " + System.getProperty("java.version"));
            case "submit" -> Submitting.submit(settings);
            case "fill" -> Submitting.fill(settings);
            case "work" -> Working.work(settings);
            case "start" -> Working.start(settings);
            case "stop" -> {}
            case "relay" -> Relaying.relay(settings);
            default -> {
                System.err.println("usage: run check|submit|fill|work|start|relay");
                System.exit(2);
            }
        }
    }
}
