package dev.warren.harness;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How to start a Warren process: its role, and its configuration as environment variables, as a pod would get it. */
public final class WarrenSetup {

    private final Function<WarrenSetup, WarrenProcess> starter;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String heap = "-Xmx384m";
    private List<String> words;

    WarrenSetup(String role, Function<WarrenSetup, WarrenProcess> starter) {
        this.starter = starter;
        this.words = List.of("serve", "--role", role);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
    }

    public WarrenSetup broker(String amqpUrl) {
        environment.put("RABBITMQ_URL", amqpUrl);
        return this;
    }

    /** The queue whose tasks it runs, and in how many slots. */
    public WarrenSetup consuming(String queue, int slots) {
        return with("warren.worker.queue", queue).with("warren.worker.concurrency", String.valueOf(slots));
    }

    public WarrenSetup running(Path command) {
        return with("warren.worker.handler", "exec").with("warren.worker.exec.command", command.toString());
    }

    public WarrenSetup calling(String url) {
        return with("warren.worker.handler", "http").with("warren.worker.http.url", url);
    }

    /** Knows this queue, to submit to, with one of its settings. */
    public WarrenSetup queue(String queue, String setting, Object value) {
        return with("warren.queues.\"" + queue + "\"." + setting, String.valueOf(value));
    }

    /** A configuration property, by its name in {@code application.properties}. */
    public WarrenSetup with(String property, String value) {
        environment.put(Program.variable(property), value);
        return this;
    }

    /** How much heap it has, such as {@code -Xmx96m}. */
    public WarrenSetup heap(String option) {
        heap = option;
        return this;
    }

    String heap() {
        return heap;
    }

    /** The words of another command than {@code serve}. */
    public WarrenSetup words(String... command) {
        words = List.of(command);
        return this;
    }

    List<String> words() {
        return words;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Starts it and returns once it serves HTTP, which is before it is ready. */
    public WarrenProcess start() {
        return starter.apply(this);
    }

    /** Starts it and returns once it is ready. */
    public WarrenProcess startReady() {
        WarrenProcess process = start();
        process.awaitReady();
        return process;
    }
}
