package dev.warren.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Queue;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.Rates;
import dev.warren.inspect.Source;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one queue. */
@Command(
        name = "show",
        description = "Shows one queue, with its arguments, bindings and consumers.",
        footer = {"  warren queues show emails", "  warren queues show emails --watch --every 1s"})
public final class ShowQueue extends InspectionCommand<QueueDetails> {

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String name;

    @Override
    QueueDetails look(BrokerView view) throws CommandException {
        return view.queue(name);
    }

    @Override
    Table table(QueueDetails details) {
        Queue queue = details.queue();
        Optional<Rates> rates = queue.rates();
        Table table = new Table("QUEUE", queue.name());
        row(table, "type", queue.type());
        row(table, "durable", queue.durable());
        row(table, "state", queue.describeState());
        row(table, "ready", queue.ready());
        row(table, "unacked", queue.unacknowledged());
        row(table, "dead", queue.dead());
        row(table, "consumers", queue.consumers());
        row(table, "in", Optional.ofNullable(Figures.rate(rates.map(Rates::publish))));
        row(table, "out", Optional.ofNullable(Figures.rate(rates.map(Rates::deliver))));
        row(table, "acked", Optional.ofNullable(Figures.rate(rates.map(Rates::acknowledge))));
        row(
                table,
                "oldest",
                Optional.ofNullable(
                        Figures.age(queue.oldest(), Clock.systemUTC().instant())));
        row(table, "memory", Optional.ofNullable(Figures.bytes(queue.memory())));
        row(table, "node", queue.node());
        row(table, "policy", queue.policy());
        row(table, "arguments", Optional.of(words(queue.arguments())).filter(words -> !words.isEmpty()));
        return table;
    }

    /** As text, so that numbers stand at the left as well. */
    private static void row(Table table, String name, Optional<?> value) {
        value.ifPresent(known -> table.row(name, known.toString()));
    }

    static String words(Map<String, JsonNode> arguments) {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue().asText())
                .collect(Collectors.joining(" "));
    }

    @Override
    List<Table> more(QueueDetails details) {
        return List.of(
                ListBindings.of(details.bindings().stream()
                        .filter(binding -> !binding.exchange().isEmpty()) // every queue has that one
                        .toList()),
                ListConsumers.of(details.consumers()));
    }

    @Override
    List<String> notes(QueueDetails details) {
        return details.source() == Source.AMQP ? List.of(Missing.note(details.missing(), details.why())) : List.of();
    }
}
