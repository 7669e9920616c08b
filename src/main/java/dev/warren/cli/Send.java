package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.ProgressLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a task, or many. */
@Command(
        name = "send",
        description = "Hands a task to a queue, or many; done once the broker has confirmed them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren send emails '{\"to\":\"ada@example.org\"}' --content-type application/json",
            "  warren send thumbnails @photo.jpg --type small --delay 10m",
            "  warren send reports --run-at 2027-01-31T08:00:00Z --deadline 2027-01-31T12:00:00Z",
            "  warren send emails --batch @mails.ndjson",
            "  make-mails | warren send emails --batch -"
        })
public final class Send extends MessageCommand {

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    @Option(names = "--delay", paramLabel = "TIME", description = "Runs it no earlier than after this: 90s, 1h30m, 2d.")
    private Optional<String> delay;

    @Option(
            names = "--run-at",
            paramLabel = "TIME",
            description = "Instead: runs it no earlier than then, such as 2027-01-31T08:00:00Z.")
    private Optional<String> runAt;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "Does not start it any more after this: 90s, 1h30m, 2d.")
    private Optional<String> ttl;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "Instead: does not start it any more after then, such as 2027-01-31T12:00:00Z.")
    private Optional<String> deadline;

    @Option(
            names = "--batch",
            description =
                    "Each line of - or @FILE is a task in JSON, with its payload, and perhaps its id, type, delay,"
                            + " headers and so on, as in docs/http-api.md.")
    private boolean batch;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = query();
        add(query, "delay", delay);
        add(query, "run-at", runAt);
        add(query, "ttl", ttl);
        add(query, "deadline", deadline);
        if (batch) {
            if (!query.isEmpty() || saysContentType()) {
                throw misused(
                        "with --batch each line says its type, delay and so on for itself: leave the options out");
            }
            sendAll(gateway);
        } else {
            send(gateway, query);
        }
    }

    private void send(Gateway gateway, List<Entry<String, String>> query) throws CommandException {
        JsonNode accepted = gateway.post(List.of("api", "queues", queue, "tasks"), query, contentType(), payload());
        say(
                output().isJson()
                        ? accepted.toString()
                        : "task " + accepted.path("id").asText() + " is in queue " + queue);
    }

    private void sendAll(Gateway gateway) throws CommandException {
        if (data().filter(given -> given.equals("-") || given.startsWith("@")).isEmpty()) {
            throw misused("with --batch the tasks come from - or @FILE");
        }
        try (InputStream in = input();
                ProgressLine progress = ProgressLine.of(spec())) {
            new BatchRun(gateway, queue, output(), progress, size(), this::note).send(new BatchLines(in));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private OptionalLong size() {
        try {
            String given = data().orElse("");
            return given.startsWith("@")
                    ? OptionalLong.of(Files.size(Path.of(given.substring(1))))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
