package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Listing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists exchanges. */
@Command(
        name = "list",
        description = "Lists exchanges. Those that Warren or RabbitMQ has for itself only with --all.",
        footer = {"  warren exchanges list", "  warren exchanges list orders --watch"})
public final class ListExchanges extends InspectionCommand<Listing<Exchange>> {

    /** Everybody has these. */
    private static final String RABBITMQS = "amq.";

    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "Part of their names.")
    private Optional<String> text = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "Also amq.…, warren.… and the default exchange.")
    private boolean all;

    @Override
    Listing<Exchange> look(BrokerView view) throws CommandException {
        return view.exchanges()
                .of(exchange -> exchange.name().contains(text.orElse("")) && (all || isOfInterest(exchange)));
    }

    private static boolean isOfInterest(Exchange exchange) {
        return !exchange.name().isEmpty() && !exchange.name().startsWith(RABBITMQS) && !exchange.warrens();
    }

    @Override
    Table table(Listing<Exchange> exchanges) {
        Table table = new Table("NAME", "TYPE", "DURABLE", "IN", "OUT", "REMARKS");
        exchanges
                .items()
                .forEach(exchange -> table.row(
                        exchange.name().isEmpty() ? "(default)" : exchange.name(),
                        exchange.type(),
                        exchange.durable() ? "yes" : "no",
                        Figures.rate(exchange.in()),
                        Figures.rate(exchange.out()),
                        remarks(exchange)));
        return table;
    }

    private static String remarks(Exchange exchange) {
        return List.of(
                        exchange.warrens() ? "Warren's" : "",
                        exchange.internal() ? "internal" : "",
                        exchange.autoDelete() ? "auto-delete" : "",
                        ShowQueue.words(exchange.arguments()))
                .stream()
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
