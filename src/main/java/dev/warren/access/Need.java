package dev.warren.access;

import dev.warren.amqp.letter.LetterReader;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a part of Warren does on the broker, and the permissions that it needs for that. The names may have {@link #QUEUE} or {@link
 * #EXCHANGE} in them, and {@code *} for any text. The table of docs/rabbitmq.md is made of these.
 */
public enum Need {
    DELAYS(
            "every process",
            "has delayed tasks and retries wait in the delay ladder",
            List.of(Names.DELAYS),
            List.of(Names.DELAYS),
            List.of(Names.DELAYS)),
    WORK(
            "worker",
            "declares its queue, consumes it, publishes retries and dead letters",
            List.of(Topology.TASKS, Topology.DEAD, Names.QUEUE, Names.LETTERS),
            List.of(Topology.TASKS, Topology.DEAD, Names.QUEUE, Names.LETTERS),
            List.of(Topology.TASKS, Topology.DEAD, Names.QUEUE)),
    WORK_OF_OTHERS(
            "worker of an `existing` queue",
            "consumes it as it is, publishes retries and dead letters",
            List.of(Topology.TASKS, Topology.DEAD, Names.LETTERS),
            List.of(Names.DEFAULT, Topology.DEAD, Names.QUEUE, Names.LETTERS),
            List.of(Topology.DEAD, Names.QUEUE)),
    PAUSE(
            "worker",
            "sees whether its queue is [paused](manage.md#pause); without it, it runs on",
            List.of(Topology.PAUSED),
            List.of(Topology.PAUSED),
            List.of()),
    TELL(
            "every process",
            "tells [events](events.md) of tasks; without it, it tells none",
            List.of(Topology.EVENTS),
            List.of(Topology.EVENTS),
            List.of()),
    FOLLOW(
            "gateway",
            "lets callers follow events",
            List.of(Names.SUBSCRIBERS),
            List.of(Names.SUBSCRIBERS),
            List.of(Names.SUBSCRIBERS, Topology.EVENTS)),
    SUBMIT("gateway", "publishes tasks", List.of(Topology.TASKS, Topology.DEAD), List.of(Topology.TASKS), List.of()),
    DECLARE(
            "gateway, for each queue that it has settings of",
            "declares it with its dead letters, and brings delayed tasks to it",
            List.of(Names.QUEUE, Names.LETTERS),
            List.of(Topology.DEAD, Names.QUEUE, Names.LETTERS),
            List.of(Topology.TASKS, Topology.DEAD, Names.QUEUE)),
    READ_LETTERS(
            "gateway, for each queue whose [dead letters](dead-letters.md) it reads",
            "lists, replays and discards them, one reader at a time",
            List.of(Names.READING, Names.LETTERS),
            List.of(Topology.TASKS),
            List.of(Names.LETTERS)),
    DELAY_FOR_OTHERS(
            "gateway, for each other queue that it submits delayed tasks to",
            "brings them to it",
            List.of(Names.QUEUE),
            List.of(Names.QUEUE),
            List.of()),
    SUBMIT_TO_OTHERS(
            "gateway, for each `existing` queue that it submits to",
            "publishes to it through the default exchange",
            List.of(),
            List.of(Names.DEFAULT, Names.QUEUE),
            List.of()),
    PUBLISH(
            "gateway, for each [exchange](exchanges.md) that it publishes to",
            "publishes messages",
            List.of(),
            List.of(Names.EXCHANGE),
            List.of()),
    FEED(
            "for each binding that feeds a queue",
            "binds the queue; an `existing` exchange is not declared",
            List.of(Names.EXCHANGE),
            List.of(Names.QUEUE),
            List.of(Names.EXCHANGE)),
    SUBSCRIBE(
            "gateway, for each exchange that is subscribed to",
            "makes a queue for each subscriber",
            List.of(Names.SUBSCRIBERS),
            List.of(Names.SUBSCRIBERS),
            List.of(Names.SUBSCRIBERS, Names.EXCHANGE));

    /** Stands for the name of a queue. */
    public static final String QUEUE = Names.QUEUE;

    /** Stands for the name of an exchange. */
    public static final String EXCHANGE = Names.EXCHANGE;

    /** Constants of an enum can't refer to the enum's own. */
    private static final class Names {
        static final String QUEUE = "QUEUE";
        static final String EXCHANGE = "EXCHANGE";
        static final String LETTERS = QueueSettings.deadLettersOf(QUEUE);
        static final String READING = LetterReader.LOCK + LETTERS;
        static final String DELAYS = "warren.delay.*";
        static final String DEFAULT = "amq.default";
        static final String SUBSCRIBERS = "amq.gen-*";
    }

    private final String who;
    private final String why;
    private final List<String> configure;
    private final List<String> write;
    private final List<String> read;

    Need(String who, String why, List<String> configure, List<String> write, List<String> read) {
        this.who = who;
        this.why = why;
        this.configure = configure;
        this.write = write;
        this.read = read;
    }

    /** Who has it, in Markdown. */
    public String who() {
        return who;
    }

    /** What it is for, in Markdown. */
    public String why() {
        return why;
    }

    /** Whether it is about exchanges of others. */
    boolean isOfExchanges() {
        return Stream.of(configure, write, read).flatMap(List::stream).anyMatch(name -> name.contains(EXCHANGE));
    }

    /** What it is for, and the names it needs for that; one line, not Markdown. */
    String explain() {
        String names = Stream.of(words("configure", configure), words("write", write), words("read", read))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return why.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "") + ": " + names;
    }

    private static Optional<String> words(String what, List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(what + " " + String.join(", ", names));
    }

    public List<String> configure() {
        return configure;
    }

    public List<String> write() {
        return write;
    }

    public List<String> read() {
        return read;
    }
}
