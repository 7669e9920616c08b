package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
public final class Subscribe extends GatewayCommand {

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

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many messages.")
    private Optional<Integer> count;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = new ArrayList<>();
        keys.forEach(key -> query.add(Map.entry("key", key)));
        headers.forEach((name, value) -> query.add(Map.entry("header." + name, value)));
        add(query, "match", match);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                gateway.follow(List.of("api", "exchanges", exchange, "messages"), query), StandardCharsets.UTF_8))) {
            read(lines);
        } catch (IOException e) {
            throw new CommandException(Exit.AWAY, "the gateway ended the stream");
        }
    }

    private void read(BufferedReader lines) throws IOException, CommandException {
        String event = "";
        int messages = 0;
        while (count.isEmpty() || messages < count.get()) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("end of the stream");
            }
            if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                String data = line.substring("data:".length()).strip();
                tell(event, data);
                messages += event.equals("message") ? 1 : 0;
            }
        }
    }

    private void tell(String event, String data) throws CommandException {
        JsonNode json = Gateway.parse(data);
        switch (event) {
            case "message" -> say(output().isJson() ? data : line(json));
            case "subscribed" -> note("subscribed to " + exchange);
            case "dropped" -> note(json.path("count").asLong() + " messages were dropped here: read faster");
            case "interrupted" -> note("interrupted: " + json.path("reason").asText());
            default -> note(event + " " + data);
        }
    }

    private static String line(JsonNode message) {
        String payload = message.has("payload")
                ? message.path("payload").asText()
                : "base64:" + message.path("payloadBase64").asText();
        return message.path("key").asText() + "\t" + payload;
    }
}
