package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Follows what happens to tasks. */
@Command(
        name = "events",
        description = {
            "Prints what happens to tasks as it happens, until it is interrupted. Events may be lost, tasks are not.",
            "What it has to say besides goes to standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren events --queue emails",
            "  warren events --event dead --event retrying -o json | jq -r .message"
        })
public final class Events extends FollowCommand {

    @Option(names = "--queue", paramLabel = "QUEUE", description = "Of tasks of this queue; may be given again.")
    private List<String> queues = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Of tasks of this type, '' for those without one; may be given again.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "accepted, started, succeeded, retrying, dead or replayed; may be given again.")
    private List<String> events = new ArrayList<>();

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = new ArrayList<>();
        queues.forEach(queue -> query.add(Map.entry("queue", queue)));
        types.forEach(type -> query.add(Map.entry("type", type)));
        events.forEach(event -> query.add(Map.entry("event", event)));
        follow(gateway, List.of("api", "events"), query, "the events of tasks");
    }

    @Override
    String wanted() {
        return "task";
    }

    @Override
    String line(JsonNode event) {
        StringBuilder line = new StringBuilder("%-9s  %s  %s"
                .formatted(
                        event.path("event").asText(),
                        event.path("queue").asText(),
                        event.path("id").asText()));
        append(line, "  attempt ", event.path("attempt"));
        append(line, "  ", event.path("reason"));
        append(line, ": ", event.path("message"));
        append(line, "  next at ", event.path("next"));
        return event.path("time").asText() + "  " + line;
    }

    private static void append(StringBuilder line, String before, JsonNode value) {
        if (!value.isMissingNode()) {
            line.append(before).append(value.asText());
        }
    }
}
