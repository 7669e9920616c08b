package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Listing;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists consumers. */
@Command(
        name = "list",
        description =
                "Lists who takes from which queue: workers, and others. A gateway does not tell users and addresses.",
        footer = {"  warren consumers list --queue emails"})
public final class ListConsumers extends InspectionCommand<Listing<Consumer>> {

    @Option(names = "--queue", paramLabel = "QUEUE", description = "The queue that they consume.")
    private Optional<String> queue = Optional.empty();

    @Override
    Listing<Consumer> look(BrokerView view) throws CommandException {
        return view.consumers()
                .of(consumer -> queue.map(consumer.queue()::equals).orElse(true));
    }

    @Override
    Table table(Listing<Consumer> consumers) {
        return of(consumers.items());
    }

    static Table of(List<Consumer> consumers) {
        Table table = new Table("QUEUE", "CLIENT", "PREFETCH", "ACKS", "ACTIVE", "USER", "ADDRESS", "TAG");
        consumers.forEach(consumer -> table.row(
                consumer.queue(),
                consumer.client().orElse(null),
                consumer.prefetch(),
                consumer.acknowledges() ? "yes" : "no",
                consumer.active() ? "yes" : "no",
                consumer.user().orElse(null),
                consumer.peer().orElse(null),
                consumer.tag()));
        return table;
    }
}
