package dev.warren.cli.manage;

import dev.warren.amqp.topology.HeaderMatch;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Target;
import dev.warren.cli.BrokerCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that make or remove bindings. */
abstract class BindingCommand extends BrokerCommand {

    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "Where the messages come from.")
    private String exchange;

    @Parameters(index = "1", paramLabel = "TARGET", description = "The queue that they go to.")
    private String target;

    @Option(names = "--to-exchange", description = "The target is an exchange.")
    private boolean toExchange;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The routing key, or for a topic exchange a pattern with * and #; may be given again.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "For a headers exchange: a header that is wanted, and its text; may be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--match",
            paramLabel = "all|any",
            description = "How many of the headers have to fit; all otherwise.")
    private HeaderMatch match;

    @Option(
            names = "--argument",
            paramLabel = "NAME=VALUE",
            description = "Another argument of the binding; digits are a number. May be given again.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    /** One for each key. */
    final List<Binding> bindings() {
        Map<String, Object> all = Arguments.typed(arguments);
        all.putAll(headers);
        if (!headers.isEmpty() || match != null) {
            all.put("x-match", (match == null ? HeaderMatch.ALL : match).label());
        }
        Target type = toExchange ? Target.EXCHANGE : Target.QUEUE;
        return (keys.isEmpty() ? List.of("") : keys)
                .stream()
                        .map(key -> new Binding(exchange, type, target, key, all))
                        .toList();
    }

    final String describe() {
        return (toExchange ? "exchange " : "queue ") + target + " to exchange " + exchange
                + (keys.isEmpty() ? "" : " by " + String.join(", ", keys));
    }
}
