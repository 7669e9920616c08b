package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Queue;
import dev.warren.inspect.QueueList;
import dev.warren.inspect.Rates;
import dev.warren.inspect.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists queues. */
@Command(
        name = "list",
        description =
                "Lists queues, with what waits, runs and is dead. Those that Warren has for itself only with --all.",
        footer = {
            "  warren queues list --watch --sort ready",
            "  warren queues list mail -o json | jq '.items[] | select(.dead > 0) | .name'",
            "  warren queues list --all --management-url http://localhost:15672"
        })
public final class ListQueues extends InspectionCommand<QueueList> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "Part of their names.")
    private Optional<String> text = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "Also those of dead letters and delays, and Warren's other ones.")
    private boolean all;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            defaultValue = "NAME",
            description = "name, ready, unacked, dead, consumers, in, out, acked, oldest or memory; the most first.")
    private QueueOrder order = QueueOrder.NAME;

    @Override
    QueueList look(BrokerView view) throws CommandException {
        QueueList queues = view.queues();
        Set<String> names = queues.items().stream().map(Queue::name).collect(Collectors.toSet());
        return queues.withItems(queues.items().stream()
                .filter(queue -> queue.name().contains(text.orElse("")))
                .filter(queue -> all || isOfInterest(queue, names))
                .sorted(order.comparator())
                .toList());
    }

    /** Dead letters are a column of their queue, where that still is. */
    private static boolean isOfInterest(Queue queue, Set<String> names) {
        return switch (queue.use()) {
            case TASKS, OTHER -> true;
            case DELAYS, INTERNAL -> false;
            case DEAD_LETTERS -> !names.contains(queue.name().replaceFirst("\\.dead$", ""));
        };
    }

    @Override
    Table table(QueueList queues) {
        Table table = new Table(
                "NAME",
                "TYPE",
                "STATE",
                "READY",
                "UNACKED",
                "DEAD",
                "CONSUMERS",
                "IN",
                "OUT",
                "ACKED",
                "OLDEST",
                "MEMORY");
        Instant now = Clock.systemUTC().instant();
        queues.items().forEach(queue -> row(table, queue, now));
        if (queues.items().size() > 1) {
            total(table, queues.items());
        }
        return table;
    }

    private static void row(Table table, Queue queue, Instant now) {
        table.row(
                queue.name(),
                queue.type().orElse(null),
                queue.describeState().orElse(null),
                Figures.count(queue.ready()),
                Figures.count(queue.unacknowledged()),
                Figures.count(queue.dead()),
                Figures.count(queue.consumers()),
                Figures.rate(queue.rates().map(Rates::publish)),
                Figures.rate(queue.rates().map(Rates::deliver)),
                Figures.rate(queue.rates().map(Rates::acknowledge)),
                Figures.age(queue.oldest(), now),
                Figures.bytes(queue.memory()));
    }

    private static void total(Table table, List<Queue> queues) {
        Optional<Rates> rates =
                queues.stream().flatMap(queue -> queue.rates().stream()).reduce(Rates::plus);
        table.row(
                "(" + queues.size() + " queues)",
                null,
                null,
                Figures.count(sum(queues, Queue::ready)),
                Figures.count(sum(queues, Queue::unacknowledged)),
                Figures.count(sum(queues, Queue::dead)),
                Figures.count(sum(queues, Queue::consumers)),
                Figures.rate(rates.map(Rates::publish)),
                Figures.rate(rates.map(Rates::deliver)),
                Figures.rate(rates.map(Rates::acknowledge)),
                null,
                Figures.bytes(sum(queues, Queue::memory)));
    }

    private static Optional<Long> sum(List<Queue> queues, Function<Queue, Optional<Long>> number) {
        return queues.stream().flatMap(queue -> number.apply(queue).stream()).reduce(Long::sum);
    }

    @Override
    List<String> notes(QueueList queues) {
        List<String> notes = new ArrayList<>();
        queues.delayed()
                .filter(delayed -> delayed > 0)
                .ifPresent(delayed -> notes.add("delayed, for all queues together: " + delayed));
        if (queues.source() == Source.AMQP) {
            notes.add(Missing.note(queues.missing(), queues.why()));
        }
        return notes;
    }
}
