package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a task. */
@Command(
        name = "send",
        description = "Hands a task to a queue; done once the broker has confirmed it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren send emails '{\"to\":\"ada@example.org\"}' --content-type application/json",
            "  warren send thumbnails @photo.jpg --type small --delay 10m"
        })
public final class Send extends MessageCommand {

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    @Option(names = "--delay", description = "Runs it no earlier than after this time: 90s, 1h30m, 2d.")
    private Optional<String> delay;

    @Option(names = "--ttl", description = "Does not start it any more after this time: 90s, 1h30m, 2d.")
    private Optional<String> ttl;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = query();
        add(query, "delay", delay);
        add(query, "ttl", ttl);
        JsonNode accepted = gateway.post(List.of("api", "queues", queue, "tasks"), query, contentType(), payload());
        say(
                output().isJson()
                        ? accepted.toString()
                        : "task " + accepted.path("id").asText() + " is in queue " + queue);
    }
}
