package dev.warren.cli.manage;

import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares an exchange. */
@Command(
        name = "create",
        description = "Declares a durable exchange. Repeating changes nothing.",
        footer = "  warren exchanges create events --type topic")
public final class CreateExchange extends ExchangeCommand {

    @Option(
            names = "--type",
            required = true,
            paramLabel = "topic|direct|fanout|headers",
            description = "What it routes by; a type of a plugin (x-…) is one too.")
    private String type;

    @Option(
            names = "--argument",
            paramLabel = "NAME=VALUE",
            description = "An argument of the exchange for RabbitMQ, such as alternate-exchange; may be given again.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        refuseWarrensOwn();
        editor.declare(Topology.of(new Topology.Exchange(exchange(), type, Arguments.typed(arguments))));
        say("exchange " + exchange() + " is there, of type " + type);
    }
}
