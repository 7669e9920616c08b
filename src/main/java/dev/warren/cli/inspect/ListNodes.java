package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.cli.terminal.Table.Figure;
import dev.warren.inspect.Listing;
import dev.warren.inspect.Node;
import java.time.Duration;
import picocli.CommandLine.Command;

/** Lists nodes. */
@Command(
        name = "list",
        description = "Lists the broker's nodes, with the alarms that keep it from taking messages.",
        footer = {"  warren nodes list --watch"})
public final class ListNodes extends InspectionCommand<Listing<Node>> {

    @Override
    Listing<Node> look(BrokerView view) throws CommandException {
        return view.nodes();
    }

    @Override
    Table table(Listing<Node> nodes) {
        Table table =
                new Table("NAME", "STATE", "VERSION", "UP", "MEMORY", "OF", "DISK FREE", "AT LEAST", "FILES", "ALARMS");
        nodes.items()
                .forEach(node -> table.row(
                        node.name(),
                        state(node),
                        node.version().orElse(null),
                        uptime(node),
                        Figures.bytes(node.memory()),
                        Figures.bytes(node.memoryLimit()),
                        Figures.bytes(node.diskFree()),
                        Figures.bytes(node.diskFreeLimit()),
                        Figures.count(node.files()),
                        node.alarms().isEmpty() ? "none" : String.join(", ", node.alarms())));
        return table;
    }

    private static String state(Node node) {
        if (!node.running()) {
            return "stopped";
        }
        return node.partitions().isEmpty() ? "running" : "cut off from " + String.join(", ", node.partitions());
    }

    private static Figure uptime(Node node) {
        return node.uptimeSeconds()
                .map(Duration::ofSeconds)
                .map(Figures::duration)
                .orElse(null);
    }
}
