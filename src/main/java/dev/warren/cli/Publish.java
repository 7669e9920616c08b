package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a message to an exchange. */
@Command(
        name = "publish",
        description = "Publishes a message to an exchange; done once at least one queue has it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren publish events --key orders.eu.created '{\"order\":4711}'",
            "  warren publish documents -H kind=invoice -H tenant=acme @invoice.pdf"
        })
public final class Publish extends MessageCommand {

    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "The exchange's name.")
    private String exchange;

    @Option(names = "--key", paramLabel = "KEY", description = "The routing key; empty without it.")
    private Optional<String> key;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> query = query();
        add(query, "key", key);
        JsonNode published =
                gateway.post(List.of("api", "exchanges", exchange, "messages"), query, contentType(), payload());
        say(
                output().isJson()
                        ? published.toString()
                        : "message " + published.path("id").asText() + " was routed by exchange " + exchange);
    }
}
