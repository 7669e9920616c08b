package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the commands have in common that print a stream of a gateway's until they are interrupted, or nobody reads it any more. */
abstract class FollowCommand extends GatewayCommand {

    private static final String EVENT = "event:";
    private static final String DATA = "data:";

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many.")
    private Optional<Integer> count;

    /** What the gateway calls what is to be printed. */
    abstract String wanted();

    /** One of them, for people. */
    abstract String line(JsonNode json);

    /** @param what it is, in words */
    final void follow(Gateway gateway, List<String> path, List<Entry<String, String>> query, String what)
            throws CommandException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(gateway.follow(path, query), StandardCharsets.UTF_8))) {
            read(lines, what);
        } catch (IOException e) {
            throw new CommandException(Exit.AWAY, "the gateway ended the stream");
        }
    }

    private void read(BufferedReader lines, String what) throws IOException, CommandException {
        String event = "";
        int told = 0;
        while (!isOutputClosed() && (count.isEmpty() || told < count.get())) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("end of the stream");
            }
            if (line.startsWith(EVENT)) {
                event = line.substring(EVENT.length()).strip();
            } else if (line.startsWith(DATA)) {
                tell(event, line.substring(DATA.length()).strip(), what);
                told += event.equals(wanted()) ? 1 : 0;
            }
        }
    }

    private void tell(String event, String data, String what) throws CommandException {
        JsonNode json = Gateway.parse(data);
        if (event.equals(wanted())) {
            say(output().isJson() ? data : line(json));
            return;
        }
        switch (event) {
            case "subscribed" -> note("subscribed to " + what);
            case "dropped" -> note(json.path("count").asLong() + " messages were dropped here: read faster");
            case "interrupted" -> note("interrupted: " + json.path("reason").asText());
            default -> note(event + " " + data);
        }
    }
}
