package dev.warren.bench.client;

/** One verb of a rival's contract; see bench/README.md. */
public final class JavaClient {

    private JavaClient() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofEnvironment();
        switch (args[0]) {
            case "submit" -> Submitting.submit(settings);
            case "fill" -> Submitting.fill(settings);
            case "work" -> Working.work(settings);
            case "relay" -> Relaying.relay(settings);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
