package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Listing;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists bindings. */
@Command(
        name = "list",
        description =
                "Lists what leads from exchanges to queues and to other exchanges. Those of the default exchange and"
                        + " of Warren's own only with --all, or when they are asked for.",
        footer = {"  warren bindings list --queue emails", "  warren bindings list --exchange orders -o json"})
public final class ListBindings extends InspectionCommand<Listing<Binding>> {

    @Option(
            names = "--exchange",
            paramLabel = "EXCHANGE",
            description = "Where they come from; '' for the default exchange.")
    private Optional<String> exchange = Optional.empty();

    @Option(names = "--queue", paramLabel = "QUEUE", description = "The queue that they lead to.")
    private Optional<String> queue = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "Also those of the default exchange and of warren.…")
    private boolean all;

    @Override
    Listing<Binding> look(BrokerView view) throws CommandException {
        return view.bindings()
                .of(binding -> exchange.map(binding.exchange()::equals).orElse(true)
                        && queue.map(name -> binding.to().equals("queue")
                                        && binding.target().equals(name))
                                .orElse(true)
                        && (all || exchange.isPresent() || queue.isPresent() || isOfInterest(binding)));
    }

    private static boolean isOfInterest(Binding binding) {
        return !binding.exchange().isEmpty() && !binding.exchange().startsWith("warren.");
    }

    @Override
    Table table(Listing<Binding> bindings) {
        return of(bindings.items());
    }

    static Table of(List<Binding> bindings) {
        Table table = new Table("EXCHANGE", "KEY", "TO", "NAME", "ARGUMENTS");
        bindings.forEach(binding -> table.row(
                binding.exchange().isEmpty() ? "(default)" : binding.exchange(),
                binding.key(),
                binding.to(),
                binding.target(),
                ShowQueue.words(binding.arguments())));
        return table;
    }
}
