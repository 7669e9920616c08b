package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows an exchange. */
@Command(
        name = "subscribe",
        description = {
            "Prints the messages of an exchange as they come, until it is interrupted.",
            "What it has to say besides goes to standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren subscribe events --key 'orders.*.created' --key 'users.#'",
            "  warren subscribe documents -H kind=invoice -o json | jq .payload"
        })
public final class Subscribe extends FollowCommand {

    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "The exchange's name.")
    private String exchange;

    @Option(
            names = "--key",
            paramLabel = "PATTERN",
            description = "The keys that are wanted, patterns with * and # for a topic exchange; may be given again.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "For a headers exchange: a header that is wanted; may be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--match", paramLabel = "all|any", description = "How many of the headers have to fit.")
    private Optional<String> match;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = new ArrayList<>();
        keys.forEach(key -> query.add(Map.entry("key", key)));
        headers.forEach((name, value) -> query.add(Map.entry("header." + name, value)));
        add(query, "match", match);
        follow(gateway, List.of("api", "exchanges", exchange, "messages"), query, exchange);
    }

    @Override
    String wanted() {
        return "message";
    }

    @Override
    String line(JsonNode message) {
        String payload = message.has("payload")
                ? message.path("payload").asText()
                : "base64:" + message.path("payloadBase64").asText();
        String key = message.path("key").asText();
        return key.isEmpty() ? payload : key + "\t" + payload;
    }
}
